import type { EngineKind } from './databases/engines/table.ts';

/** One part of a backup, as its manifest says it. */
export interface BackupPart {
  readonly name: string;
  readonly kind: EngineKind | 'env' | 'files' | 'logs';
  /** File name inside the backup's folder. */
  readonly file: string;
  /** What it is a copy of, with owner and mode as `user:group 640`. */
  readonly sources: readonly { readonly path: string; readonly owner: string }[];
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** Rows per table of a database; members of an archive under its own name. */
  readonly counts: Readonly<Record<string, number>>;
  /** Of a database: what tells one shape of its tables from another, `3/9f2c…`: its own number and a hash of the schema. */
  readonly schema?: string;
  /** What `file`, `bytes` and `sha256` were before it was encrypted. */
  readonly plain?: { readonly file: string; readonly bytes: number; readonly sha256: string };
}

/** A copy of a whole backup on another host. */
export interface BackupCopy {
  readonly host: string;
  /** Where its files lie there. */
  readonly folder: string;
  /** `sound`: every file had its hash on arrival. */
  readonly state: 'sound' | 'failed' | 'pruned';
  readonly atMs: number;
}

/** `damaged`: was verified once, and a later look found it otherwise. */
export type BackupState = 'making' | 'verified' | 'failed' | 'damaged' | 'pruned';

/** One backup of a whole system: all its parts, from one moment as near as they allow. */
export interface Backup {
  readonly id: string;
  readonly system: string;
  readonly host: string;
  /** Where its parts lie. */
  readonly folder: string;
  readonly runId: number;
  readonly state: BackupState;
  readonly startedAtMs: number;
  /** When it came to be verified, or failed. */
  readonly endedAtMs?: number;
  /** The newest look at its copies, by hand or when it was made. */
  readonly checkedAtMs?: number;
  /** Of its manifest, which names the hash of each part. */
  readonly sha256?: string;
  readonly bytes?: number;
  readonly parts: readonly BackupPart[];
  readonly encrypted: boolean;
  /** What the newest look was: every part opened, or only its hash compared, as of what is encrypted. */
  readonly checkedBy: 'opened' | 'hash';
  /** On other hosts. */
  readonly copies: readonly BackupCopy[];
}

/** One restore into a scratch place, to know that it works and how long it takes. */
export interface Drill {
  /** Of its plan. */
  readonly id: string;
  readonly system: string;
  readonly backupId: string;
  readonly runId: number;
  readonly state: 'running' | 'sound' | 'failed';
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  /** How long it took until the data was back and checked. */
  readonly rtoMs?: number;
  /** How old the data was: what would have been lost. */
  readonly rpoMs?: number;
}

/** What backups there are; the newest verified one is a question to it, never a file name. */
export interface BackupCatalogue {
  /** A backup is begun; once more for the same id does nothing. */
  begin(backup: Pick<Backup, 'id' | 'system' | 'host' | 'folder' | 'runId' | 'startedAtMs'>): Promise<void>;
  verified(
    id: string,
    found: {
      readonly parts: readonly BackupPart[];
      readonly sha256: string;
      readonly atMs: number;
      readonly encrypted?: boolean;
    },
  ): Promise<void>;
  /** Only one that is being made can fail. */
  failed(id: string, atMs: number): Promise<void>;
  /** A later look at a verified or damaged one; a pruned one that is here again counts once it is sound. */
  checked(
    id: string,
    look: { readonly sound: boolean; readonly atMs: number; readonly by?: Backup['checkedBy'] },
  ): Promise<void>;
  pruned(id: string, atMs: number): Promise<void>;
  /** How a copy on another host stands; the newest word about it counts. */
  copied(id: string, copy: BackupCopy): Promise<void>;
  get(id: string): Promise<Backup | undefined>;
  /** Newest first. */
  list(query: { readonly system: string; readonly limit: number }): Promise<readonly Backup[]>;
  /** Those that still have a copy on another host, newest first, whatever became of them here. */
  withCopies(system: string): Promise<readonly Backup[]>;
  newestVerified(system: string): Promise<Backup | undefined>;
  /** A drill is begun; once more for the same id does nothing. */
  drillBegun(drill: Pick<Drill, 'id' | 'system' | 'backupId' | 'runId' | 'startedAtMs'>): Promise<void>;
  /** Only one that runs can end; `rtoMs` and `rpoMs` where it is sound. */
  drillEnded(
    id: string,
    end: Pick<Drill, 'rtoMs' | 'rpoMs'> & { readonly sound: boolean; readonly atMs: number },
  ): Promise<void>;
  /** The newest of a system. */
  lastDrill(system: string): Promise<Drill | undefined>;
}
