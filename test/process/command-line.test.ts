import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CliJson, jsonOf, zhiban } from './cli.ts';

const home = mkdtempSync(join(tmpdir(), 'zhiban-cli-'));
const env = {
  ZHIBAN_DEMO_HOME: home,
  ZHIBAN_DEMO_LLM_PORT: '18211',
  ZHIBAN_DEMO_BACKEND_PORT: '18210',
  ZHIBAN_DEMO_FRONTEND_PORT: '18212',
};
const run = (text: string, as: string, ...more: string[]) => zhiban(['run', text, '--as', as, ...more], env);
const json = async (text: string, as: string, ...more: string[]): Promise<CliJson> =>
  jsonOf(await run(text, as, '--json', ...more));

beforeAll(async () => {
  expect(await json('/start demo', 'alice')).toMatchObject({ ok: true, code: 'ok' });
});
afterAll(async () => {
  for (const service of ['frontend', 'backend', 'llm']) await run(`/stop ${service}`, 'alice', '--yes');
  rmSync(home, { recursive: true, force: true });
});

describe('zhiban run', () => {
  test('answers a query on stdout and exits 0', async () => {
    const answer = await run('/health', 'carol');
    expect(answer.status).toBe(0);
    expect(answer.stdout).toMatch(/all \d+ checks ok/);
  });

  test('takes "/health" and "health" for the same', async () => {
    const [slash, bare] = await Promise.all([json('/health', 'carol'), json('health', 'carol')]);
    expect(slash.message.blocks.length).toBe(bare.message.blocks.length);
    expect(slash.verdict).toBe('ok');
    expect(bare.verdict).toBe('ok');
  });

  test('shows progress on stderr and one result on stdout', async () => {
    const answer = await run('/restart llm', 'bob');
    expect(answer.status, answer.stdout + answer.stderr).toBe(0);
    expect(answer.stdout).toMatch(/llm is back/);
    expect(answer.stderr).toMatch(/start llm/);
    expect(answer.stdout).not.toContain('◐');
  });

  test('does its job when the verdict is critical: 0, and 1 only with --fail-on', async () => {
    await run('/stop llm', 'bob');
    const plain = await run('/health', 'carol');
    expect(plain.status).toBe(0);
    expect(plain.stdout).toContain('critical');
    expect((await run('/health', 'carol', '--fail-on', 'critical')).status).toBe(1);
    expect((await run('/start llm', 'bob')).status).toBe(0);
    expect((await run('/health', 'carol', '--fail-on', 'warning')).status).toBe(0);
  });

  test.each([
    ['/restart llm', 'carol', 'denied'],
    ['/restrat llm', 'bob', 'bad-input'],
    ['/restart lm', 'bob', 'bad-input'],
    ['/run 9999', 'bob', 'not-found'],
  ])('%s as %s is refused with %s and exit 2', async (text, as, code) => {
    const answer = await run(text, as, '--json');
    expect(answer.status).toBe(2);
    expect(jsonOf(answer).code).toBe(code);
  });

  test('nobody of that name exits 2 and says who there is', async () => {
    const answer = await run('/health', 'mallory');
    expect(answer.status).toBe(2);
    expect(answer.stdout).toContain('alice');
  });

  test('never prompts: closed input changes nothing', async () => {
    const answer = await zhiban(['run', '/health', '--as', 'carol'], env, '');
    expect(answer.status).toBe(0);
  });

  test('is understood in Chinese and answers in the language of the person', async () => {
    const answer = await run('/健康 演示', 'chenwei');
    expect(answer.status).toBe(0);
    expect(answer.stdout).toMatch(/[\u4e00-\u9fff]/);
  });
});

describe('the other commands', () => {
  test('audit verify finds the trail whole, audit export prints a JSON line per row', async () => {
    const verified = await zhiban(['audit', 'verify'], env);
    expect(verified.status, verified.stdout).toBe(0);
    const exported = await zhiban(['audit', 'export'], env);
    const rows = exported.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string; via: string });
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.every(({ via }) => via !== '')).toBe(true);
    expect(rows.some(({ event }) => event === 'command.denied')).toBe(true);
  });

  test('a state that cannot be made is one clear line, and nothing was started', async () => {
    const result = await zhiban(['run', '/whoami', '--as', 'alice'], { ZHIBAN_DEMO_HOME: '/proc/none/deeper' });
    expect([result.status, result.stdout]).toEqual([1, '']);
    expect(result.stderr).toMatch(
      /^the state \/proc\/none\/deeper cannot be written: no folder can be made there; nothing was started\.\n$/,
    );
  });

  test('a faulty configuration is named with file, line and column, and exits 78', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zhiban-faulty-'));
    writeFileSync(join(folder, 'zhiban.yaml'), 'people:\n  alice:\n    nmae: Alice\nstate:\n  dir: /tmp/x\n');
    const answer = await zhiban(['run', '/health', '--config', folder], env);
    expect(answer.status).toBe(78);
    expect(answer.stderr).toMatch(/zhiban\.yaml:3:\d+ /);
    rmSync(folder, { recursive: true, force: true });
  });

  test('the terminal chat reads commands line by line and lets the demo be its people', async () => {
    const typed = '/whoami\n/login\n/demo as bob\n/stop demo\n/demo as carol\n/restart llm\n';
    const answer = await zhiban(['demo'], env, typed);
    expect(answer.status, answer.stderr).toBe(0);
    expect(answer.stdout).toContain('You are Alice');
    expect(answer.stdout).toContain('service:restart');
    const [, url = 'none'] = /The page: (\S+)\/\s/.exec(answer.stdout) ?? [];
    expect(answer.stdout).toContain(`${url}/signin/`);
    // What is logged is no line of the chat.
    expect(`${answer.stdout}${answer.stderr}`).not.toContain('"level"');
  });
});
