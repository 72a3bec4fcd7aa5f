import type { Answer, Conversation } from '../message.ts';

export interface Delivery {
  /** platform + its delivery id. */
  readonly key: string;
  readonly atMs: number;
  readonly conversation: Conversation;
  /** `telegram:12345`. */
  readonly sender: string;
  /** As typed, redacted. */
  readonly text: string;
  readonly owner: string;
  /** Its answer is to be posted: owed until it is in the outbox. */
  readonly owed?: boolean;
}

export interface Deliveries {
  /**
   * Durable. `new`: this call owns it. `seen`: an earlier one was answered, is being worked on by a living instance, or
   * began a run. `orphaned`: its owner died before any of that; this call owns it now.
   */
  accept(
    delivery: Delivery,
  ): Promise<{ readonly state: 'new' | 'orphaned' } | { readonly state: 'seen'; readonly answer?: Answer }>;
  /** How many deliveries a sender made since a time, for the rate limit. */
  countSince(senders: readonly string[], sinceMs: number): Promise<number>;
  /** Not durable on its own: the newest words of an answer, for a repeated delivery. */
  answered(key: string, answer: Answer): Promise<void>;
  /** Those whose owner died before their answer was in the outbox, oldest first. */
  owed(query: {
    readonly nowMs: number;
    readonly limit: number;
  }): Promise<readonly (Delivery & { readonly answer?: Answer })[]>;
}
