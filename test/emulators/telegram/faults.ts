import { type Faults as FaultsByMethod, faultsByMethod } from '../faults-by-method.ts';
import type { Refusal } from './refusal.ts';

/** What befalls a call. */
export type Fault =
  /** Answered so, and not done. */
  | { readonly refuse: Refusal }
  /** A gateway before the API answers: not JSON, not done. */
  | { readonly gateway: number }
  /** Done, and the connection ends without a reply. */
  | 'lost-reply'
  /** Not done, and the connection ends. */
  | 'cut'
  /** Done after so long. */
  | { readonly delayMs: number };

export type Faults = FaultsByMethod<Fault>;
export const makeFaults = () => faultsByMethod<Fault>((method) => method.toLowerCase());
