import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogRead } from '../../../src/actions/logs/answers/log-answer.ts';
import { logSpec } from '../../../src/actions/logs/log-spec.ts';
import { type LogQuery, readLogs } from '../../../src/actions/logs/read-logs.ts';
import type { Exec, Hosts } from '../../../src/actions/ports.ts';
import { ok } from '../../../src/actions/result.ts';

export interface Machine {
  /** Given to the reading program before all else, e.g. `block=512`. */
  readonly tuned?: readonly string[];
  /** Zone of the machine's clock. */
  readonly tz?: string;
  /** Where programs are looked for; this process's own unless told. */
  readonly path?: string;
  /** The same one again: what it was found out about is known. */
  readonly hosts?: Hosts;
  /** Reports the greatest memory the program had, in KiB. */
  readonly memory?: (kilobytes: number) => void;
}

/** Runs what would run on a host on this machine, without a shell. */
export function thisMachine({ tuned = [], tz = 'UTC', path = process.env.PATH, memory }: Machine = {}): Hosts {
  const exec: Hosts['exec'] = (_host, [program, ...words], { stdin = '', signal }) =>
    new Promise((done, reject) => {
      // After the readers' names.
      const before =
        program === 'sh' && words[2] === 'zhiban' ? 4 : program === 'perl' && words[0] === '-' ? 1 : undefined;
      const args = before === undefined ? words : words.toSpliced(before, 0, ...tuned);
      const timed = memory === undefined ? [program, ...args] : ['/usr/bin/time', '-f', '\n%M KiB', program, ...args];
      const child = spawn(timed[0] ?? '', timed.slice(1), { env: { PATH: path, TZ: tz }, signal });
      const out: Buffer[] = [];
      let stderr = '';
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => {
        stderr += chunk.toString();
      });
      child.on('error', reject);
      child.stdin.on('error', () => {}); // it may end before it has read everything
      child.stdin.end(stdin);
      child.on('close', (exitCode, ended) => {
        const kilobytes = /(\d+) KiB\s*$/.exec(stderr)?.[1];
        if (kilobytes !== undefined) memory?.(Number(kilobytes));
        const answer: Exec = { exitCode, stdout: Buffer.concat(out).toString(), stderr, droppedBytes: 0, tookMs: 1 };
        done(ok(ended === null ? answer : { ...answer, signal: ended }));
      });
    });
  const unused = async (): Promise<never> => {
    throw new Error('only programs are run here');
  };
  return { exec, batch: unused, request: unused };
}

/** One log of this machine, read as it would be on a host; fails the test when it cannot be. */
export async function readHere(
  log: { readonly path: string; readonly zone?: string; readonly pattern?: string },
  query: LogQuery,
  machine: Machine = {},
): Promise<LogRead> {
  const spec = { ...logSpec.parse({ host: 'here', ...log }), id: 'app', system: 'demo' };
  const context = {
    hosts: machine.hosts ?? thisMachine(machine),
    now: () => Date.now(),
    signal: AbortSignal.timeout(60_000),
  };
  const [one] = await readLogs([spec], query, context);
  if (one?.result.ok !== true) throw new Error(JSON.stringify(one));
  return one.result.value.read;
}

export function folder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'zhiban-logs-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
