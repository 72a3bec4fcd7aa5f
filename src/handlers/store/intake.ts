/** A piece of news that is not to be worked in again until then. */
export interface SeenNews {
  readonly source: string;
  readonly id: string;
  readonly untilMs: number;
}

/** What came in over HTTP and was promised to be kept, until it is worked in. */
export interface Intake {
  /** Durable (many in one commit). Rejects when it cannot be kept now: then it was not taken in. */
  put(source: string, body: string, atMs: number): Promise<void>;
  /** The oldest first. */
  waiting(limit: number): Promise<readonly { readonly id: number; readonly source: string; readonly body: string }[]>;
  drop(ids: readonly number[]): Promise<void>;
  count(): Promise<number>;
  /** What waits, and the bytes of it. */
  backlog(): Promise<{ readonly deliveries: number; readonly bytes: number }>;
  /** Of these pieces of news of a source, those that were worked in and are still remembered. */
  seen(source: string, ids: readonly string[], nowMs: number): Promise<readonly string[]>;
}
