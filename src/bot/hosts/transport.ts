import type { Readable } from 'node:stream';
import type { Argv, HostRequest } from '../../actions/ports.ts';
import type { Failure, Result } from '../../actions/result.ts';
import type { TimeLimit } from './time-limit.ts';

/** How one host is reached. Streams: whoever calls decides what of the output is kept. */
export interface Transport {
  /** Why this command is never run here, as it stands. */
  refusal(argv: Argv): Promise<Failure | undefined>;
  /** Runs one program. `Result` fails only when it was certainly not started. */
  run(work: Work): Promise<Result<Ended>>;
  /** One HTTP exchange from the host's own network position. */
  request(request: HostRequest, body: ByteSink): Promise<Result<HttpHead>>;
  /** A connection is open; left out where none is needed. */
  readonly connected?: () => boolean;
  /** Ends all work and every connection. */
  close(): Promise<void>;
}

export type ByteSink = (chunk: Uint8Array) => void;
export interface Output {
  readonly stdout: ByteSink;
  readonly stderr: ByteSink;
}

export interface Limits extends TimeLimit {
  /** Of output in all, kept or not; a program that writes more is ended. */
  readonly floodBytes: number;
}

export interface Work extends Limits {
  readonly argv: Argv;
  readonly stdin?: string | Readable;
  readonly output: Output;
  /** Told, once it runs, how to stop its stdout for a while: for who cannot take it as fast as it comes. */
  readonly flow?: (control: Flow) => void;
}

export interface Flow {
  pause(): void;
  resume(): void;
}

/** How a program came to its end. */
export interface Ended {
  /** `lost`: the connection went before its end was seen. */
  readonly by: 'itself' | 'timeout' | 'abort' | 'flood' | 'lost';
  /** null when ended by a signal or by us. */
  readonly exitCode: number | null;
  readonly signal?: string;
  /** Ended by us: whether it was seen that no process of it is left. */
  readonly gone: boolean;
  /** Processes that could not be ended, e.g. those of another user. */
  readonly left: readonly number[];
  readonly tookMs: number;
}

export interface HttpHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** How it was asked: forwarded by sshd, through a program run there because forwarding is off, or from here. */
  readonly forwarding: 'tunnel' | 'exec' | 'direct';
}
