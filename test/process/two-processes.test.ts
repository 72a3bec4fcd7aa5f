import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jsonOf, projectRoot, zhiban } from './cli.ts';

const home = mkdtempSync(join(tmpdir(), 'zhiban-two-'));
const env = {
  ZHIBAN_DEMO_HOME: home,
  ZHIBAN_DEMO_LLM_PORT: '18221',
  ZHIBAN_DEMO_BACKEND_PORT: '18220',
  ZHIBAN_DEMO_FRONTEND_PORT: '18222',
  ZHIBAN_DEMO_WEB_PORT: '18223',
};
let bot: ChildProcess;
let heard = '';

const until = async (what: () => boolean | Promise<boolean>, limitMs: number): Promise<number> => {
  const from = performance.now();
  while (!(await what())) {
    if (performance.now() - from > limitMs) throw new Error(`not within ${limitMs} ms; heard: ${heard}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return performance.now() - from;
};

beforeAll(async () => {
  await zhiban(['run', '/start demo', '--as', 'alice'], env);
  bot = spawn(process.execPath, [join(projectRoot, 'bin/zhiban'), 'start', '--config', 'config/demo'], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [bot.stdout, bot.stderr]) stream?.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  await until(() => heard.includes('ready'), 20_000);
});
afterAll(async () => {
  bot.kill('SIGTERM');
  for (const service of ['frontend', 'backend', 'llm'])
    await zhiban(['run', `/stop ${service}`, '--as', 'alice', '--yes'], env);
  rmSync(home, { recursive: true, force: true });
});

test('commands work beside a running bot, on the same state', async () => {
  const answer = await zhiban(['run', '/whoami', '--as', 'carol', '--json'], env);
  expect(jsonOf(answer).code).toBe('ok');
});

test('a second bot on the same state is refused and names the first', async () => {
  const second = await zhiban(['start', '--config', 'config/demo'], env);
  expect(second.status).toBe(1);
  expect(second.stderr).toContain(String(bot.pid));
});

test('a run whose process is killed is marked interrupted by the bot within 30 s, and can be resumed', {
  timeout: 60_000,
}, async () => {
  const killed = spawn(
    process.execPath,
    [join(projectRoot, 'test/roots/killed-at-a-write.ts'), '/restart llm', 'bob'],
    {
      cwd: projectRoot,
      env: { ...process.env, ...env, ZHIBAN_KILL_AT: '5', ZHIBAN_KILL_CONFIG: 'config/demo' },
      stdio: 'ignore',
    },
  );
  const signal = await new Promise((resolve) => killed.on('close', (_code, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
  const tookMs = await until(() => heard.includes('was interrupted'), 30_000);
  expect(tookMs).toBeLessThan(30_000);
  const id = /run (\d+) \(restart/.exec(heard)?.[1];
  const resumed = jsonOf(await zhiban(['run', `/resume ${id}`, '--as', 'bob', '--json'], env));
  expect(resumed).toMatchObject({ ok: true, code: 'ok' });
});

test('SIGTERM ends the bot within 10 s', async () => {
  const from = performance.now();
  const closed = new Promise((resolve) => bot.on('close', (code) => resolve(code)));
  bot.kill('SIGTERM');
  expect(await closed).toBe(0);
  expect(performance.now() - from).toBeLessThan(10_000);
});
