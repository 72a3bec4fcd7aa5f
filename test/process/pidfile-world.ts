import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StepContext } from '../../src/actions/step.ts';
import type { ProcessParams } from '../../src/actions/steps/processes/process-params.ts';
import { fakeBackups } from '../fakes/fake-backups.ts';
import { ThisMachine } from './this-machine.ts';

/** A folder of its own with one service declared in it; ends whatever was started there. */
export class PidfileWorld {
  readonly folder: string;
  readonly pidFile: string;
  readonly logFile: string;
  readonly #strays: ChildProcess[] = [];

  constructor(name = 'llm 服务') {
    this.folder = join(mkdtempSync(join(tmpdir(), 'zhiban-pidfile-')), name);
    mkdirSync(join(this.folder, 'pids'), { recursive: true });
    // Nobody ever writes to it: `read -r _ <hold` waits, and costs nothing.
    execFileSync('mkfifo', [join(this.folder, 'hold')]);
    this.pidFile = join(this.folder, 'pids', 'llm.pid');
    this.logFile = join(this.folder, 'llm.log');
  }

  /** An executable file in the folder. */
  script(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    chmodSync(path, 0o755);
    return path;
  }

  service(command: ProcessParams['process']['command'], more: Partial<ProcessParams> = {}): ProcessParams {
    const { pidFile, logFile, folder } = this;
    return {
      subject: { system: 'teaching', id: 'llm', title: 'llm' },
      process: { kind: 'pidfile', pidFile, logFile, folder, command, environment: {} },
      stopWithinMs: 3_000,
      ...more,
    };
  }

  context(more: Partial<StepContext> = {}): StepContext {
    return {
      hosts: new ThisMachine(),
      pipes: { pipe: () => Promise.reject(new Error('no test here copies between hosts')) },
      inventory: { systems: () => [], system: () => undefined, service: () => undefined, environment: () => undefined },
      backups: fakeBackups(),
      secrets: {
        reveal: async () => {
          throw new Error('no test here needs a secret');
        },
      },
      host: 'here',
      runId: 1,
      planId: '7F3KQ2',
      step: 1,
      now: Date.now,
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      signal: new AbortController().signal,
      progress: () => undefined,
      ...more,
    };
  }

  /** A process that Zhiban did not start. */
  stray(command: string, words: readonly string[], cwd = this.folder): number {
    const child = spawn(command, words, { cwd, stdio: 'ignore' });
    this.#strays.push(child);
    if (child.pid === undefined) throw new Error(`cannot start ${command}`);
    return child.pid;
  }

  writePid(pid: number | string, ageSeconds = 0): void {
    writeFileSync(this.pidFile, `${pid}\n`);
    const at = Date.now() / 1_000 - ageSeconds;
    utimesSync(this.pidFile, at, at);
  }

  pid(): number | undefined {
    return existsSync(this.pidFile) ? Number(readFileSync(this.pidFile, 'utf8')) : undefined;
  }

  log(): string {
    return existsSync(this.logFile) ? readFileSync(this.logFile, 'utf8') : '';
  }

  /** Ends what the test started: its strays, and whatever else stands in this folder. */
  end(): void {
    for (const { pid } of this.#strays) if (pid !== undefined) kill(pid);
    for (const name of readdirSync('/proc')) if (standsIn(Number(name), this.folder)) kill(Number(name));
    rmSync(join(this.folder, '..'), { recursive: true, force: true });
  }
}

/** Seen in /proc, without a word of Zhiban's: a zombie does not live. */
export function lives(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** 0 and negative numbers mean whole groups of processes. */
export function kill(pid: number): void {
  if (!Number.isInteger(pid) || pid < 2) throw new Error(`not a process of a test: ${pid}`);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it is gone already
  }
}

function standsIn(pid: number, folder: string): boolean {
  try {
    return Number.isInteger(pid) && pid > 1 && readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

export async function until(what: string, holds: () => boolean): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`never: ${what}`);
}
