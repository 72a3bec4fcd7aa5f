/** Values measured over time, for charts. A power loss may take the newest. */
export interface Series {
  readonly system: string;
  readonly monitor: string;
  readonly subject: string;
}

export interface Samples {
  add(samples: readonly (Series & { readonly value: number })[], atMs: number): Promise<void>;
  /** Oldest first; at most `points`, each the greatest of its stretch of time. */
  read(
    query: Series & { readonly sinceMs: number; readonly untilMs: number; readonly points: number },
  ): Promise<readonly (readonly [atMs: number, value: number])[]>;
  /** What a monitor keeps from one look to the next: JSON. */
  memory(system: string): Promise<ReadonlyMap<string, string>>;
  remember(system: string, memory: ReadonlyMap<string, string>): Promise<void>;
  /** Forgets what is older than the first time, and keeps one value in ten minutes of what is older than the second. */
  prune(goneBeforeMs: number, thinBeforeMs: number): Promise<number>;
}
