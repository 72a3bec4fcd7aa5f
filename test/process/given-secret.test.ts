import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenSecret } from '../../src/bot/cli/given-secret.ts';
import { jsonOf } from './cli.ts';
import { fromSource } from './one-production-system.ts';

const value = 'sk-Given1-on-the-command-line';
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

test('zhiban run takes a secret from stdin when told so, never asks, and repeats nothing of it', async () => {
  const asked = await ask([]);
  expect(jsonOf(asked).code).toBe('needs-input');
  expect(asked.status).toBe(3);
  expect(asked.stderr).toContain('--secret-stdin');
  const given = await ask(['--secret-stdin'], `${value}\n`);
  expect(jsonOf(given).code).toBe('needs-approval');
  expect(given.stdout + given.stderr).not.toContain(value);
});

test('a file must be closed to others and no link, or it is refused with how to mend it', () => {
  const open = join(home, 'open');
  writeFileSync(open, value);
  chmodSync(open, 0o644);
  symlinkSync(join(home, 'secret'), join(home, 'link'));
  expect(givenSecret({ secretFile: join(home, 'secret') })).toEqual({ value });
  expect(givenSecret({ secretFile: open })).toEqual({ fault: expect.stringContaining('chmod 600') });
  expect(givenSecret({ secretFile: join(home, 'link') })).toEqual({ fault: expect.stringContaining('ELOOP') });
  expect(givenSecret({ secretFile: join(home, 'none') })).toEqual({ fault: expect.stringContaining('ENOENT') });
  expect(givenSecret({})).toBeUndefined();
});
