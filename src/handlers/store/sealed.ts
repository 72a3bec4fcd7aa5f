import type { Environment } from '../../actions/plan.ts';
import type { Conversation } from '../message.ts';

/** A value that somebody was asked for privately, and all that is needed to go on once it is given. */
export interface Wanted {
  /** Names the value in inputs and plans. No secret: only `requester` may give it, and nobody may read it. */
  readonly ref: string;
  /** `principalKey`. */
  readonly requester: string;
  readonly action: string;
  /** As typed. */
  readonly command: string;
  /** Parsed, but for `field`. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly field: string;
  readonly system?: string;
  readonly environment?: Environment;
  /** What shows the question: one, or one in each private place of theirs. */
  readonly postings: readonly { readonly key: string; readonly conversation: Conversation }[];
  readonly askedAtMs: number;
  /** Until when it may be given. */
  readonly expiresAtMs: number;
}

/** Values given privately, kept encrypted with a key outside the database, for a run and no longer than an hour. */
export interface Sealed {
  /** Durable. */
  ask(wanted: Wanted): Promise<void>;
  /** What was asked and not given yet, expired or not. */
  wanted(ref: string): Promise<Wanted | undefined>;
  /** Whether somebody has an open question. */
  isAsked(requester: string, atMs: number): Promise<boolean>;
  /** Durable compare-and-set; false when it was given already, is over, or was never asked. */
  give(ref: string, value: string, atMs: number, expiresAtMs: number): Promise<boolean>;
  /** Undefined when it is gone. */
  open(ref: string, atMs: number): Promise<string | undefined>;
  drop(refs: readonly string[]): Promise<void>;
  /** All that is over. */
  dropExpired(atMs: number): Promise<void>;
}
