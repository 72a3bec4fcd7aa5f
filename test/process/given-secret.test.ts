import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jsonOf } from './cli.ts';
import { fromSource } from './one-production-system.ts';

const value = 'sk-given-on-the-command-line';
let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'zhiban-given-'));
  writeFileSync(join(home, 'secret'), `${value}\n`, { mode: 0o600 });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const env = () => ({
  ZHIBAN_DEMO_HOME: join(home, 'state'),
  ZHIBAN_DEMO_LLM_PORT: '18231',
  ZHIBAN_DEMO_BACKEND_PORT: '18230',
  ZHIBAN_DEMO_FRONTEND_PORT: '18232',
});
const ask = (more: readonly string[], input = '') =>
  fromSource(['run', '/token set demo demo', '--as', 'alice', '--json', ...more], input, env());

test('zhiban run takes a secret from stdin or a closed file, and asks for neither', async () => {
  const asked = await ask([]);
  expect(jsonOf(asked).code).toBe('needs-input');
  expect(asked.status).toBe(3);
  expect(asked.stderr).toContain('--secret-stdin');
  const byStdin = await ask(['--secret-stdin'], `${value}\n`);
  expect(jsonOf(byStdin).code).toBe('needs-approval');
  const byFile = await ask(['--secret-file', join(home, 'secret')]);
  expect(jsonOf(byFile).code).toBe('needs-approval');
  for (const { stdout, stderr } of [byStdin, byFile]) expect(stdout + stderr).not.toContain(value);
});

test('a file that others may read, or a link, is refused with how to mend it', async () => {
  const open = join(home, 'open');
  writeFileSync(open, value);
  chmodSync(open, 0o644);
  symlinkSync(join(home, 'secret'), join(home, 'link'));
  const refused = jsonOf(await ask(['--secret-file', open]));
  expect(refused).toMatchObject({ code: 'bad-input' });
  expect(refused.text).toContain('chmod 600');
  expect(jsonOf(await ask(['--secret-file', join(home, 'link')])).code).toBe('bad-input');
});
