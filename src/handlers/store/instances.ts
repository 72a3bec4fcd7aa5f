import type { AuditEntry } from './audit-log.ts';
import type { Run } from './runs.ts';

export interface Instances {
  /** Registers this process. `bot` takes the one lease; false when a living bot holds it. */
  register(instance: {
    readonly id: string;
    readonly kind: 'bot' | 'cli';
    readonly pid: number;
    readonly atMs: number;
  }): Promise<boolean>;
  heartbeat(id: string, atMs: number): Promise<void>;
  leave(id: string): Promise<void>;
  /**
   * Marks the running runs of dead owners interrupted (durable, with an audit row each) and returns them. An owner is
   * dead when its process is gone from this machine or its heartbeat is older than `silentForMs`.
   */
  reap(query: {
    readonly nowMs: number;
    readonly silentForMs: number;
    readonly audit: (run: Run) => AuditEntry;
  }): Promise<readonly Run[]>;
  bot(): Promise<{ readonly id: string; readonly pid: number } | undefined>;
}
