import { type ChildProcess, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import type { Argv } from '../../../actions/ports.ts';
import { endSessionProgram, endSessionTimeoutMs, notSeen, readSessionEnd, type SessionEnd } from '../end-session.ts';
import type { Started } from '../supervise.ts';
import type { Output, Work } from '../transport.ts';

export interface Surroundings {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** How long output may stay open after the program's end: something it left behind holds it. */
const afterExitMs = 500;

/** Starts a program in a session of its own, so that all its processes can be found and ended. */
export function startLocal(
  argv: Argv,
  { stdin, flow }: Pick<Work, 'stdin' | 'flow'>,
  output: Output,
  around: Surroundings,
): Started {
  const [program, ...words] = argv;
  const child = spawn(program, words, {
    cwd: around.folder,
    env: { ...around.env },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => output.stdout(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.stderr(chunk));
  child.stdin.on('error', () => {}); // a program that does not read its input to the end
  if (stdin instanceof Readable) stdin.pipe(child.stdin);
  else child.stdin.end(stdin);
  flow?.({ pause: () => child.stdout.pause(), resume: () => child.stdout.resume() });
  const letGo = (): void => {
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  };
  return {
    ended: endOf(child, program, output, letGo),
    end: () => (child.pid === undefined ? Promise.resolve({ gone: true, left: [] }) : endLocalSession(child.pid)),
    discard: letGo,
  };
}

function endOf(child: ChildProcess, program: string, output: Output, letGo: () => void): Started['ended'] {
  return new Promise((resolve) => {
    let lingering: NodeJS.Timeout | undefined;
    const linger = (): void => {
      clearTimeout(lingering);
      lingering = setTimeout(() => (child.stdout?.isPaused() === true ? linger() : letGo()), afterExitMs);
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      output.stderr(Buffer.from(`${program}: ${error.code === 'ENOENT' ? 'not found' : error.message}\n`));
      resolve({ exitCode: error.code === 'ENOENT' ? 127 : 126 }); // as a shell says it
    });
    child.on('exit', () => {
      linger();
      child.stdout?.on('data', linger);
      child.stderr?.on('data', linger);
    });
    child.on('close', (code, signal) => {
      clearTimeout(lingering);
      resolve({ exitCode: code, ...(signal === null ? {} : { signal }) });
    });
  });
}

function endLocalSession(session: number): Promise<SessionEnd> {
  return new Promise((resolve) => {
    const child = spawn('sh', [], { stdio: ['pipe', 'pipe', 'ignore'], detached: true, timeout: endSessionTimeoutMs });
    let answer = '';
    child.stdout.on('data', (chunk: Buffer) => {
      answer = (answer + chunk.toString('latin1')).slice(-4_096);
    });
    child.on('error', () => resolve(notSeen));
    child.on('close', () => resolve(readSessionEnd(answer)));
    child.stdin.on('error', () => {});
    child.stdin.end(endSessionProgram(session));
  });
}
