import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { Argv } from '../../../actions/ports.ts';
import { notSeen, type SessionEnd } from '../end-session.ts';
import { FrameSplitter } from '../frames.ts';
import { execWords } from '../quote.ts';
import type { Started } from '../supervise.ts';
import { within } from '../time-limit.ts';
import type { Output, Work } from '../transport.ts';

/**
 * The line handed to the login shell. First it tells its process id on stderr, so that the program that takes its place
 * can be found again; that line, on both streams, also parts the program's words from those of a chatty start-up file.
 * Written to a closed channel it ends the shell, so that no program starts after we have let go.
 */
export function commandLineOf(argv: Argv, nonce: string): string {
  return `printf '\\n${nonce} %d\\n' $$ >&2; printf '\\n${nonce} \\n'; ${execWords(argv)}`;
}

export const makeNonce = (): string => randomBytes(16).toString('hex');

/** How long a process id that is already on its way is waited for. */
const pidOnItsWayMs = 500;
/** How long output may stay open after the program's end: something it left behind holds it. */
const afterExitMs = 500;
/** What is kept of what a login shell says by itself. */
const wordsBeforeBytes = 2_000;

export interface RemoteProcess extends Started {
  /** What the login shell said instead of running the program; undefined when it ran it. */
  wordsBefore(): string | undefined;
}

/** A channel that never came to be: whether the command line arrived is not known. */
export const lostProcess: Started = {
  ended: Promise.resolve('lost'),
  end: () => Promise.resolve(notSeen),
  discard: () => {},
};

/** @param endSession ends all processes of a session; sshd gives each command one, numbered as its first process. */
export function attach(
  channel: ClientChannel,
  nonce: string,
  { stdin, flow }: Pick<Work, 'stdin' | 'flow'>,
  output: Output,
  endSession: (session: number) => Promise<SessionEnd>,
): RemoteProcess {
  const pid = Promise.withResolvers<number>();
  let began = false;
  let before = Buffer.alloc(0);
  const splitter = (name: keyof Output, onFrame: (fields: string) => void): FrameSplitter => {
    let sink = (chunk: Uint8Array): void => {
      before = Buffer.concat([before, chunk]).subarray(0, wordsBeforeBytes);
    };
    const pass = (chunk: Uint8Array): void => sink(chunk);
    return new FrameSplitter(nonce, 1, pass, (fields) => {
      sink = output[name];
      onFrame(fields);
    });
  };
  const stdout = splitter('stdout', () => {});
  const stderr = splitter('stderr', (fields) => {
    began = true;
    pid.resolve(Number.parseInt(fields, 10));
  });
  channel.on('data', (chunk: Buffer) => stdout.push(chunk));
  channel.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  channel.on('error', () => {}); // a write to a channel that closes; its `close` follows
  if (stdin instanceof Readable) stdin.pipe(channel);
  else channel.end(stdin);
  flow?.({ pause: () => channel.pause(), resume: () => channel.resume() });
  return {
    ended: endOf(channel).then((end) => {
      stdout.end();
      stderr.end();
      return end;
    }),
    async end() {
      const session = await within(pid.promise, pidOnItsWayMs);
      return session === undefined ? notSeen : endSession(session);
    },
    discard: () => channel.close(),
    wordsBefore: () => (began ? undefined : before.toString('utf8')),
  };
}

/** The exit, when all output was read; `lost` when the channel closed without one. */
function endOf(channel: ClientChannel): Started['ended'] {
  return new Promise((resolve) => {
    let exit: { exitCode: number | null; signal?: string } | undefined;
    let lingering: NodeJS.Timeout | undefined;
    const linger = (): void => {
      clearTimeout(lingering);
      lingering = setTimeout(() => (channel.isPaused() ? linger() : channel.close()), afterExitMs);
    };
    channel.on('exit', (code: number | null, signal?: string) => {
      exit = { exitCode: code, ...(signal === undefined ? {} : { signal }) };
      linger();
      channel.on('data', linger);
      channel.stderr.on('data', linger);
    });
    channel.on('close', () => {
      clearTimeout(lingering);
      resolve(exit ?? 'lost');
    });
  });
}
