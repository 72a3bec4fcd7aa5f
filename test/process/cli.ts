import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '../..');

export interface CliResult {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliJson {
  readonly ok: boolean;
  readonly code: string;
  readonly text: string;
  readonly message: { readonly blocks: readonly unknown[] };
  readonly verdict?: string;
  readonly runId?: number;
  readonly approvalId?: string;
  readonly planHash?: string;
}

/** Runs the built command line as anybody would, and waits for its end. */
export function zhiban(args: readonly string[], env: Readonly<Record<string, string>>, input = ''): Promise<CliResult> {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [join(projectRoot, 'bin/zhiban'), ...args], {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.stdin.end(input);
    const limit = setTimeout(() => child.kill('SIGKILL'), 55_000);
    child.on('error', reject);
    child.on('close', (status, signal) => {
      clearTimeout(limit);
      done({ status, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
  });
}

/** The result of a command given with `--json`. */
export function jsonOf({ stdout, stderr, status }: CliResult): CliJson {
  try {
    return JSON.parse(stdout) as CliJson; // the command line's own contract
  } catch {
    throw new Error(`no JSON on stdout (exit ${status}): ${stdout}\n${stderr}`);
  }
}
