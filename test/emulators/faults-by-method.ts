export interface Faults<Fault> {
  /** The next calls of a method meet it, first come first served. */
  next(method: string, fault: Fault, times?: number): void;
  /** Every call meets it until it is taken away; of one method, or all. */
  outage(fault: Fault | undefined, method?: string): void;
}

/** `nameOf`: methods it takes for one and the same. */
export function faultsByMethod<Fault>(
  nameOf: (method: string) => string = (method) => method,
): Faults<Fault> & { take(method: string): Fault | undefined } {
  const queued: { readonly method: string; readonly fault: Fault }[] = [];
  let lasting: { readonly method: string | undefined; readonly fault: Fault } | undefined;
  const isOf = (named: string | undefined, method: string): boolean =>
    named === undefined || nameOf(named) === nameOf(method);
  return {
    next(method, fault, times = 1) {
      for (let time = 0; time < times; time++) queued.push({ method, fault });
    },
    outage(fault, method) {
      lasting = fault === undefined ? undefined : { method, fault };
    },
    take(method) {
      const at = queued.findIndex((each) => isOf(each.method, method));
      if (at >= 0) return queued.splice(at, 1)[0]?.fault;
      return lasting !== undefined && isOf(lasting.method, method) ? lasting.fault : undefined;
    },
  };
}
