import type { Service, System } from './inventory.ts';
import type { Environment } from './plan.ts';
import type { Result } from './result.ts';

export type Argv = readonly [string, ...string[]];

/** What actions need from the machines they care for. Implemented by `bot/hosts`. */
export interface Hosts {
  /** Runs argv on a host. Output is redacted and capped at `maxBytes` a stream (head and tail kept; the rest counted, not kept). */
  exec(host: string, argv: Argv, options: ExecOptions): Promise<Result<Exec>>;
  /**
   * Runs several argv lists in one round trip, one after another; each has its own exit code and cap.
   * One that fails does not stop the others. `Result` fails only when the host could not be asked at all.
   */
  batch(host: string, commands: readonly Argv[], options: ExecOptions): Promise<Result<readonly Exec[]>>;
  /**
   * An HTTP request made from the host's own network position, through the connection. Fails with `unreachable` when the
   * host itself is not reached, `timed-out` when the address does not answer in time, `unhealthy` when it refuses, hangs
   * up or speaks no HTTP. Redirects are not followed.
   */
  request(host: string, request: HostRequest): Promise<Result<HostAnswer>>;
}

export interface ExecOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly stdin?: string;
  /** Of each of stdout and stderr; 256 KiB unless told. */
  readonly maxBytes?: number;
}

export interface Exec {
  /** null when ended by a signal or by us. */
  readonly exitCode: number | null;
  readonly signal?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly droppedBytes: number;
  readonly tookMs: number;
}

export interface HostRequest {
  /** `http://localhost:8001/`; resolved on the host. */
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** 64 KiB unless told; the rest is counted, not kept. */
  readonly maxBytes?: number;
}

export interface HostAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly droppedBytes: number;
  readonly tookMs: number;
  /** How it was asked: through the connection, by a program run on the host where forwarding is off, or from here. */
  readonly forwarding?: 'tunnel' | 'exec' | 'direct';
}

/** The systems of the configuration, with every reference already resolved. */
export interface Inventory {
  systems(): readonly System[];
  system(id: string): System | undefined;
  service(system: string, service: string): Service | undefined;
  environment(system: string): Environment | undefined;
}

/** What was done before, for guards such as the restart limit. */
export interface History {
  /** Runs of `action` that held `resource` and started at or after `sinceMs`, failed and automatic ones included. */
  runsOf(query: {
    readonly actions: readonly string[];
    readonly resource: string;
    readonly sinceMs: number;
    /** A run that is about to start does not count itself. */
    readonly exceptRunId?: number;
  }): Promise<number>;
  /** Start of the newest finished change of a system. */
  lastChange(
    system: string,
  ): Promise<
    { readonly runId: number; readonly action: string; readonly by: string; readonly atMs: number } | undefined
  >;
}

/** One part of a backup, as its manifest says it. */
export interface BackupPart {
  readonly name: string;
  readonly kind: 'sqlite' | 'redis' | 'env' | 'files' | 'logs';
  /** File name inside the backup's folder. */
  readonly file: string;
  /** What it is a copy of, with owner and mode as `user:group 640`. */
  readonly sources: readonly { readonly path: string; readonly owner: string }[];
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** Rows per table of a database; members of an archive under its own name. */
  readonly counts: Readonly<Record<string, number>>;
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
}

/** What backups there are; the newest verified one is a question to it, never a file name. */
export interface BackupCatalogue {
  /** A backup is begun; once more for the same id does nothing. */
  begin(backup: Pick<Backup, 'id' | 'system' | 'host' | 'folder' | 'runId' | 'startedAtMs'>): Promise<void>;
  verified(
    id: string,
    found: { readonly parts: readonly BackupPart[]; readonly sha256: string; readonly atMs: number },
  ): Promise<void>;
  /** Only one that is being made can fail. */
  failed(id: string, atMs: number): Promise<void>;
  /** A later look at a verified or damaged one. */
  checked(id: string, look: { readonly sound: boolean; readonly atMs: number }): Promise<void>;
  pruned(id: string, atMs: number): Promise<void>;
  get(id: string): Promise<Backup | undefined>;
  /** Newest first. */
  list(query: { readonly system: string; readonly limit: number }): Promise<readonly Backup[]>;
  newestVerified(system: string): Promise<Backup | undefined>;
}

/** Keeps what is handed over as a file, for as long as a conversation needs it. */
export interface Files {
  /** `name` is what people see; undefined when it could not be kept. */
  keep(name: string, text: string): Promise<{ readonly path: string; readonly bytes: number } | undefined>;
}

export interface ActionContext {
  /** IANA zone in which people write and read times; UTC unless told. */
  readonly timeZone?: string;
  /** Where a text too long for a message is kept; left out, nothing is kept. */
  readonly files?: Files;
  readonly hosts: Hosts;
  readonly inventory: Inventory;
  readonly history: History;
  readonly backups: BackupCatalogue;
  /** Epoch milliseconds; for a plan the time that is hashed. */
  now(): number;
  sleep(ms: number): Promise<void>;
  readonly signal: AbortSignal;
}

export interface PlanContext extends ActionContext {
  readonly planId: string;
}

export interface GuardContext {
  readonly hosts: Hosts;
  readonly inventory: Inventory;
  readonly history: History;
  readonly backups: BackupCatalogue;
  now(): number;
  readonly signal: AbortSignal;
}
