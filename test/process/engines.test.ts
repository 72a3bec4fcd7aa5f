import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectCopy } from '../../src/actions/backups/inspect-copy.ts';
import { engineKinds } from '../../src/actions/databases/engines/table.ts';
import { ThisMachine } from './this-machine.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhiban-engines-'));
beforeAll(() => {
  writeFileSync(join(folder, 'torn'), 'this is no copy of anything\n'.repeat(200));
  writeFileSync(join(folder, 'empty'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const here = new ThisMachine();
const options = { signal: new AbortController().signal, timeoutMs: 30_000 };

describe.each([...engineKinds, 'files'] as const)('a copy of kind %s', (kind) => {
  test.each(['torn', 'empty', 'gone'])('that is %s is damaged for good', async (file) => {
    const looked = await inspectCopy(here, 'here', folder, { name: 'main', kind, file, paths: ['/a'] }, options);
    expect(looked).toMatchObject({ damaged: true });
    expect(looked.found).toBeUndefined();
  });
});

test('an encrypted copy is looked at by its hash alone', async () => {
  const copy = { name: 'main', kind: 'sqlite' as const, file: 'torn', paths: [], sealed: true };
  expect(await inspectCopy(here, 'here', folder, copy, options)).toMatchObject({
    damaged: false,
    found: { counts: {} },
  });
  const other = { ...copy, sha256: 'abc' };
  expect(await inspectCopy(here, 'here', folder, other, options)).toMatchObject({ damaged: true });
});
