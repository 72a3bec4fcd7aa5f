import { spawn } from 'node:child_process';
import type { Argv, Exec, ExecOptions, HostAnswer, HostRequest, Hosts } from '../../src/actions/ports.ts';
import { fail, ok, type Result } from '../../src/actions/result.ts';
import { outside } from '../../src/actions/text.ts';

/** Runs argv as plain children of the test, so that what a program does is seen and nothing else. */
export class ThisMachine implements Hosts {
  async exec(_host: string, argv: Argv, { timeoutMs, stdin }: ExecOptions): Promise<Result<Exec>> {
    return ok(await run(argv, timeoutMs, stdin));
  }

  async batch(_host: string, commands: readonly Argv[], { timeoutMs }: ExecOptions): Promise<Result<readonly Exec[]>> {
    const answers: Exec[] = [];
    for (const argv of commands) answers.push(await run(argv, timeoutMs));
    return ok(answers);
  }

  async request(_host: string, { url, timeoutMs }: HostRequest): Promise<Result<HostAnswer>> {
    const startedAt = performance.now();
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
      const body = await answer.text();
      const tookMs = Math.round(performance.now() - startedAt);
      return ok({ status: answer.status, headers: {}, body, droppedBytes: 0, tookMs });
    } catch (error) {
      const late = error instanceof DOMException && error.name === 'TimeoutError';
      return fail(late ? 'timed-out' : 'unreachable', outside(String(error)));
    }
  }
}

/** Resolves when the program ended and closed its output, as an SSH channel would. */
function run([command, ...words]: Argv, timeoutMs: number, stdin = ''): Promise<Exec> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(command, words, { detached: true, timeout: timeoutMs });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      const tookMs = Math.round(performance.now() - startedAt);
      resolve({ exitCode, stdout, stderr, droppedBytes: 0, tookMs, ...(signal === null ? {} : { signal }) });
    });
    child.stdin.on('error', () => undefined); // a program may end without reading
    child.stdin.end(stdin);
  });
}
