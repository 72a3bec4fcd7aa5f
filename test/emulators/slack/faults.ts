/** What befalls a call. */
export type Fault =
  /** `{ ok: false, error }`, not done. */
  | { readonly refuse: string }
  /** 429 with Retry-After, not done. */
  | { readonly tooMany: number }
  /** A gateway before the API answers; `done`: after it was done. */
  | { readonly gateway: number; readonly done?: true }
  /** Done, and the connection ends without a reply. */
  | 'lost-reply'
  /** Not done, and the connection ends. */
  | 'cut'
  /** Done after so long. */
  | { readonly delayMs: number };

export interface Faults {
  /** The next calls of a method meet it, first come first served. */
  next(method: string, fault: Fault, times?: number): void;
  /** Every call meets it until it is taken away; of one method, or all. */
  outage(fault: Fault | undefined, method?: string): void;
}

export function makeFaults(): Faults & { take(method: string): Fault | undefined } {
  const queued: { readonly method: string; readonly fault: Fault }[] = [];
  let lasting: { readonly method: string | undefined; readonly fault: Fault } | undefined;
  return {
    next(method, fault, times = 1) {
      for (let time = 0; time < times; time++) queued.push({ method, fault });
    },
    outage(fault, method) {
      lasting = fault === undefined ? undefined : { method, fault };
    },
    take(method) {
      const at = queued.findIndex((each) => each.method === method);
      if (at >= 0) return queued.splice(at, 1)[0]?.fault;
      return lasting !== undefined && (lasting.method ?? method) === method ? lasting.fault : undefined;
    },
  };
}
