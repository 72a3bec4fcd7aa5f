import type { AuditEntry } from './audit-log.ts';

export interface Freeze {
  /** A system's id, or `*` for all. */
  readonly scope: string;
  readonly reason: string;
  readonly by: string;
  readonly atMs: number;
  /** The path of the freeze file it stands in; only who may write there can end it. */
  readonly file?: string;
}
export interface Freezes {
  /** The stored ones and the freeze file's. */
  current(): Promise<readonly Freeze[]>;
  freeze(freeze: Freeze, audit: AuditEntry): Promise<void>;
  /** False when nothing was frozen there. */
  thaw(scope: string, audit: AuditEntry): Promise<boolean>;
}
