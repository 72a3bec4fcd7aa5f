import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CliResult, jsonOf, projectRoot, zhiban } from './cli.ts';
import { oneProductionSystem } from './one-production-system.ts';

describe.skipIf(process.getuid?.() !== 0)('zhiban run on a system in production', () => {
  let made: { readonly dir: string; readonly home: string };
  beforeAll(async () => {
    made = await oneProductionSystem(['sleep', '1000']);
  });
  afterAll(async () => {
    await stopped('/approve');
    rmSync(made.home, { recursive: true, force: true });
  });

  const typed = (args: readonly string[], sudoUser = '') =>
    zhiban([...args, '--config', made.dir], { SUDO_USER: sudoUser });
  /** Root in Alice's name. */
  const asRoot = (text: string, ...more: readonly string[]) => typed(['run', text, '--as', 'alice', '--json', ...more]);
  /** By sudo from Bob's own OS user, and therefore Bob himself. */
  const asBob = (text: string) => typed(['run', text, '--json'], 'nobody');

  function begun(...args: readonly string[]): ChildProcessByStdio<null, Readable, Readable> {
    return spawn(process.execPath, [join(projectRoot, 'bin/zhiban'), ...args, '--config', made.dir], {
      env: { ...process.env, SUDO_USER: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 50_000,
    });
  }

  /** Alice stops web with `--wait`; what she is shown on stderr has the code that Bob answers with. */
  async function stopped(answer: '/approve' | '/deny' | 'SIGINT'): Promise<CliResult> {
    const child = begun('run', '/stop web', '--as', 'alice', '--json', '--wait');
    const closed = once(child, 'close');
    const stdout = textOf(child.stdout);
    let stderr = '';
    for await (const chunk of child.stderr.setEncoding('utf8')) {
      const before = stderr;
      stderr += String(chunk);
      const [, code] = / plan ([0-9A-Z]{6})\n/.exec(stderr) ?? [];
      if (code === undefined || before.includes(code)) continue;
      if (answer === 'SIGINT') child.kill(answer);
      else await asBob(`${answer} ${code}`);
    }
    await closed;
    return { status: child.exitCode, signal: child.signalCode, stdout: await stdout, stderr };
  }

  test('ends with 3 and does nothing while it needs a confirm, which --yes gives, or a second person, which it is not', async () => {
    const shown = await asRoot('/start web');
    expect([shown.status, jsonOf(shown).code]).toEqual([3, 'needs-confirm']);
    expect(jsonOf(shown)).toMatchObject({
      ok: false,
      approvalId: expect.stringMatching(/^[0-9A-Z]{6}$/),
      planHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const done = await asRoot('/start web', '--yes');
    expect([done.status, jsonOf(done)]).toMatchObject([0, { ok: true, code: 'ok', runId: 1 }]);
    const alone = await asRoot('/stop web', '--yes');
    expect([alone.status, jsonOf(alone).code]).toEqual([3, 'needs-approval']);
  });

  test('with --wait shows what is asked on stderr, and waits for the second person and the end of the run', async () => {
    const denied = await stopped('/deny');
    expect([denied.status, jsonOf(denied).code]).toEqual([2, 'stale']);
    const done = await stopped('/approve');
    expect([done.status, jsonOf(done)], done.stderr).toMatchObject([0, { code: 'ok', runId: 2 }]);
    expect(jsonOf(await asRoot('/status web')).text).toContain('not running');
  });

  test('leaves the question open where nobody waits for the answer any more', async () => {
    await asRoot('/start web', '--yes');
    const left = await stopped('SIGINT');
    expect([left.status, jsonOf(left).code]).toEqual([3, 'needs-approval']);
    expect(left.stderr).not.toContain('Error');
  });

  test('takes whoever called sudo for that person, and writes the OS user down', async () => {
    expect(jsonOf(await asBob('/whoami')).text).toContain('You are Bob');
    const { stdout } = await typed(['audit', 'export']);
    const newest: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(newest).toMatchObject({ via: 'os:nobody', principal: 'person:bob' });
    expect(newest).not.toHaveProperty('assumed');
    const other = await typed(['run', '/whoami', '--as', 'alice'], 'nobody');
    expect(other.stdout).toContain("not a second person's");
  });

  test('a reader of the export who goes away ends it with a line, not with a trace', async () => {
    const child = begun('audit', 'export');
    child.stdout.destroy();
    const stderr = await textOf(child.stderr);
    expect(stderr).toMatch(/^the reader went away after \d+ rows?\n$/);
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(1);
  });

  test('audit verify ends with 0 where the trail is whole, with 1 and the row where somebody edited it', async () => {
    expect(await typed(['audit', 'verify'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+ rows, whole/),
    });
    const copy = join(made.home, 'copy');
    cpSync(join(made.home, 'state'), copy, { recursive: true });
    const database = new Sqlite(join(copy, 'zhiban.db'));
    database.exec('DROP TRIGGER audit_no_update');
    database.exec(`UPDATE audit SET entry = replace(entry, 'person:bob', 'person:eve') WHERE seq = 2`);
    database.exec(`UPDATE audit SET entry = replace(entry, 'person:alice', 'person:eve') WHERE seq = 2`);
    database.close();
    const edited = join(made.home, 'edited');
    cpSync(made.dir, edited, { recursive: true });
    const yaml = readFileSync(join(edited, 'zhiban.yaml'), 'utf8');
    writeFileSync(join(edited, 'zhiban.yaml'), yaml.replace(join(made.home, 'state'), copy));
    const verified = await zhiban(['audit', 'verify', '--config', edited], {});
    expect(verified.stdout).toMatch(/^row 2: changed\n\d+ rows, 1 fault/);
    expect(verified.status).toBe(1);
  });

  test('a faulty configuration is one JSON on stdout as well, where JSON is wanted', async () => {
    const none = join(made.home, 'none');
    const refused = await zhiban(['run', '/health', '--as', 'alice', '--config', none, '--json'], {});
    expect([refused.status, jsonOf(refused)]).toEqual([
      78,
      { ok: false, code: 'faulty-configuration', text: expect.stringContaining(none), message: { blocks: [] } },
    ]);
    expect(refused.stderr).toContain('nothing was started');
  });
});

test.concurrent.for([
  { args: [], says: 'Usage' },
  { args: ['run'], says: "missing required argument 'command'" },
  { args: ['rnu', '/health'], says: "unknown command 'rnu'" },
  { args: ['run', '/health', '--asa', 'bob'], says: "unknown option '--asa'" },
  { args: ['run', '/health', '--fail-on', 'ok'], says: 'Allowed choices are warning, critical' },
  { args: ['audit', 'delete'], says: 'Allowed choices are verify, export' },
  { args: ['start'], says: "required option '--config <dir>' not specified" },
])('zhiban $args is bad input: it ends with 2', async ({ args, says }) => {
  const { status, stdout, stderr } = await zhiban(args, {});
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(says);
});

test('help is no failure', async () => {
  expect((await zhiban(['run', '--help'], {})).status).toBe(0);
});
