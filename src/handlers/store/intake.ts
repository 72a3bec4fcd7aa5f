/** What came in over HTTP and was promised to be kept, until it is worked in. */
export interface Intake {
  /** Durable (many in one commit). Rejects when it cannot be kept now: then it was not taken in. */
  put(source: string, body: string, atMs: number): Promise<void>;
  /** The oldest first. */
  waiting(limit: number): Promise<readonly { readonly id: number; readonly source: string; readonly body: string }[]>;
  drop(ids: readonly number[]): Promise<void>;
  count(): Promise<number>;
}
