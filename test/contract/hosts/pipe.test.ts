import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Argv } from '../../../src/actions/ports.ts';
import { type OpenHosts, openHosts } from '../../../src/bot/hosts/hosts.ts';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';
import { type Sshd, startSshd } from './sshd.ts';

let [folder, sshd, hosts] = ['', undefined as Sshd | undefined, undefined as OpenHosts | undefined]; // set before any test
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'zhiban-pipe-')));
  sshd = await startSshd();
  const specs = { far: sshd.spec(), here: { transport: 'local' as const, folder } };
  hosts = openHosts({ specs, masking: () => makeRedactor([]), env: process.env });
});
afterAll(async () => {
  await hosts?.close();
  await sshd?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const pipe = (
  from: readonly [string, Argv],
  to: readonly [string, Argv],
  signal = AbortSignal.timeout(50_000),
  progress: (bytes: number) => void = () => {},
) => {
  if (hosts === undefined) throw new Error('not open');
  return hosts.pipe(
    { host: from[0], argv: from[1] },
    { host: to[0], argv: to[1] },
    { signal, progress, timeoutMs: 40_000 },
  );
};
const file = (name: string) => join(folder, name);
const write = (name: string): Argv => ['sh', '-c', 'cat >"$1"', 'sh', file(name)];

test.each([
  ['far', 'here'],
  ['here', 'far'],
  ['far', 'far'],
])('bytes go from %s to %s as they are, NUL and all', async (from, to) => {
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 256));
  writeFileSync(file('bytes'), bytes);
  const done = await pipe([from, ['cat', file('bytes')]], [to, write(`${from}-${to}`)]);
  expect(done).toMatchObject({ ok: true, value: { bytes: 300_000, from: { exitCode: 0 }, to: { exitCode: 0 } } });
  expect(
    createHash('sha256')
      .update(readFileSync(file(`${from}-${to}`)))
      .digest('hex'),
  ).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test.each([
  ['far', 'here'],
  ['here', 'far'],
])('a slow reader holds the writer back from %s to %s: nothing piles up here, nothing is lost', async (from, to) => {
  execFileSync('mkfifo', [file(`${from}-gate`)]);
  const slow: Argv = ['sh', '-c', 'head -c 1000000 >/dev/null; read -r word <"$1"; wc -c', 'sh', file(`${from}-gate`)];
  let through = 0;
  const writer: Argv = ['sh', '-c', 'head -c 60000000 /dev/zero'];
  const going = pipe([from, writer], [to, slow], undefined, (bytes) => {
    through = bytes;
  });
  // Until nothing moves any more: what was taken by then is all that can lie between the two.
  for (let last = -1; last !== through || through === 0; ) {
    last = through;
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
  expect(through).toBeLessThan(20_000_000);
  writeFileSync(file(`${from}-gate`), 'go on\n');
  expect(await going).toMatchObject({ ok: true, value: { bytes: 60_000_000, to: { stdout: '59000000\n' } } });
});

test('a writer that breaks off ends the reader, so that half is not taken for whole', async () => {
  const half: Argv = ['sh', '-c', 'head -c 100000 /dev/zero; exit 3'];
  const done = await pipe(['far', half], ['here', ['sh', '-c', `cat >${file('half')} && echo whole >${file('done')}`]]);
  expect(done).toMatchObject({ ok: true, value: { from: { exitCode: 3 }, to: { exitCode: null } } });
  expect(() => readFileSync(file('done'))).toThrow();
});

test('a reader that breaks off ends the writer', async () => {
  const done = await pipe(['far', ['yes']], ['here', ['sh', '-c', 'head -c 1000 >/dev/null; echo full >&2; exit 28']]);
  expect(done).toMatchObject({ ok: true, value: { to: { exitCode: 28, stderr: 'full\n' } } });
});

test('cancelled, both are ended', async () => {
  const cancel = new AbortController();
  setTimeout(() => cancel.abort(new Error('enough')), 300);
  const done = await pipe(['far', ['yes']], ['here', ['sh', '-c', 'cat >/dev/null']], cancel.signal);
  expect(done).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
});
