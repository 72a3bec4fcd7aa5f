import { type Faults as FaultsByMethod, faultsByMethod } from '../faults-by-method.ts';
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

export type Faults = FaultsByMethod<Fault>;
export const makeFaults = () => faultsByMethod<Fault>();
