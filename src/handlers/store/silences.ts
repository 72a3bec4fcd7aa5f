import type { AuditEntry } from './audit-log.ts';

/** A silence where alerts come from: source of `intake`, and its id there. */
export interface SilencedThere {
  readonly source: string;
  readonly id: string;
}

/** Alerts it covers say nothing until it ends; they are recorded all the same. */
export interface Silence {
  readonly id: number;
  /** All of this system, … */
  readonly system?: string;
  /** … or alerts of this key alone. */
  readonly key?: string;
  /** What people see of it: `alert 311`, `teaching`. */
  readonly what: string;
  readonly reason?: string;
  /** `principalKey` */
  readonly by: string;
  readonly atMs: number;
  readonly untilMs: number;
  readonly endedAtMs?: number;
  /** The same silence where it comes from. */
  readonly elsewhere: readonly SilencedThere[];
}

export interface Silences {
  /** Durable, with its audit row. */
  make(silence: Omit<Silence, 'id' | 'endedAtMs'>, audit: AuditEntry): Promise<number>;
  /** Durable compare-and-set. */
  end(id: number, atMs: number, audit: AuditEntry): Promise<boolean>;
  get(id: number): Promise<Silence | undefined>;
  /** Those that hold now. */
  open(nowMs: number): Promise<readonly Silence[]>;
  /** Those whose time ran out in between, for what they covered to be shown anew. */
  lapsed(sinceMs: number, untilMs: number): Promise<readonly Silence[]>;
}
