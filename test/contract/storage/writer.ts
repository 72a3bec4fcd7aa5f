import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

export interface Writer {
  readonly child: ChildProcess;
  /** What it said it had written, as it says it (see `writing-child.ts`). */
  readonly said: string[];
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
}

/** A process of its own that writes to a state; ended with the test at the latest. */
export function startWriter(
  folder: string,
  instance: string,
  times: number,
  { hear = () => {}, hold = false }: { readonly hear?: (line: string) => void; readonly hold?: boolean } = {},
): Writer {
  const args = [join(import.meta.dirname, 'writing-child.ts'), folder, instance, String(times), hold ? 'hold' : ''];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    said.push(line);
    hear(line);
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr = `${stderr}${chunk}`.slice(-4_000);
  });
  const ended = Promise.all([once(child, 'close'), once(lines, 'close')]).then(([[code]]) => ({ code, stderr }));
  return { child, said, ended };
}
