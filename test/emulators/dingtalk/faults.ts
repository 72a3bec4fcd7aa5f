import type { Refusal } from './refusal.ts';

/** `lost-reply`: done, and the connection breaks before it is said. `cut`: it breaks before anything is done. */
export type Fault =
  | { readonly refuse: Refusal }
  | { readonly delayMs: number }
  | { readonly gateway: number }
  /** A card that is made, and shown nowhere. */
  | 'not-delivered'
  | 'lost-reply'
  | 'cut';

export type Place =
  | 'gateway'
  | 'token'
  | 'session'
  | 'group'
  | 'private'
  | 'card'
  | 'update'
  | 'upload'
  | 'robot'
  | 'robots-of-group';

/** What goes wrong, once each in the order said, or until it is taken away. */
export function makeFaults() {
  const queued: { readonly place: Place | undefined; readonly fault: Fault }[] = [];
  let lasting: { readonly fault: Fault; readonly places: readonly Place[] } | undefined;
  return {
    next(place: Place | undefined, fault: Fault): void {
      queued.push({ place, fault });
    },
    /** Without a fault: over. */
    outage(fault?: Fault, ...places: readonly Place[]): void {
      lasting = fault === undefined ? undefined : { fault, places };
    },
    take(place: Place): Fault | undefined {
      const at = queued.findIndex((each) => each.place === place || (each.place === undefined && isSend(place)));
      if (at >= 0) return queued.splice(at, 1)[0]?.fault;
      if (lasting === undefined) return undefined;
      return lasting.places.length === 0 || lasting.places.includes(place) ? lasting.fault : undefined;
    },
  };
}
export type Faults = ReturnType<typeof makeFaults>;

/** Whatever shows a message. */
const isSend = (place: Place): boolean => ['session', 'group', 'private', 'card', 'robot'].includes(place);
