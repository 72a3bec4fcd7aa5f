import type { BackupCatalogue } from './backup-ports.ts';
import type { Service, System } from './inventory.ts';
import type { Environment } from './plan.ts';
import type { Result } from './result.ts';

export type { Backup, BackupCatalogue, BackupCopy, BackupPart, BackupState, Drill } from './backup-ports.ts';

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

/** Bytes from one host to another. Implemented by `bot/hosts`. */
export interface Pipes {
  /**
   * Runs a program on each of two hosts; what the first writes is read by the second, through this process, as bytes and
   * never held whole. `Result` fails when one could not be run or did not end by itself; exit codes are for the caller.
   */
  pipe(from: PipeEnd, to: PipeEnd, options: PipeOptions): Promise<Result<Piped>>;
}

export interface PipeEnd {
  readonly host: string;
  readonly argv: Argv;
}

export interface PipeOptions extends Pick<ExecOptions, 'signal' | 'timeoutMs'> {
  /** Told now and then how much went through. */
  readonly progress?: (bytes: number) => void;
}

export interface Piped {
  readonly bytes: number;
  /** `stdout` of the first is empty: the second read it. */
  readonly from: Exec;
  readonly to: Exec;
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
  /**
   * When runs of these actions that held `resource` started, at or after `sinceMs`, the oldest first; automatic
   * ones included, and failed ones that did something before they failed.
   */
  startsOf(query: {
    readonly actions: readonly string[];
    readonly resource: string;
    readonly sinceMs: number;
    /** A run that is about to start does not count itself. */
    readonly exceptRunId?: number;
  }): Promise<readonly number[]>;
  /** Milliseconds a service was away in its newest restarts that succeeded, touched no other service and found it up. */
  awayTimes(query: { readonly resource: string; readonly limit: number }): Promise<readonly number[]>;
  /**
   * Start of the newest finished change of a system; with `resource`, of those that had it for themselves. `ended`: how,
   * where it did not succeed.
   */
  lastChange(
    system: string,
    resource?: string,
  ): Promise<
    | {
        readonly runId: number;
        readonly action: string;
        readonly by: string;
        readonly atMs: number;
        readonly ended?: 'failed' | 'cancelled';
      }
    | undefined
  >;
}

/** Keeps what is handed over as a file, for as long as a conversation needs it. */
export interface Files {
  /** `name` is what people see; undefined when it could not be kept. */
  keep(name: string, text: string): Promise<{ readonly path: string; readonly bytes: number } | undefined>;
}

/** Values that were given privately; each is gone when its run has ended, or after an hour. */
export interface Secrets {
  /** For a step only, to be handed to the host by stdin. Fails when it is gone. */
  reveal(ref: string): Promise<Result<string>>;
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
