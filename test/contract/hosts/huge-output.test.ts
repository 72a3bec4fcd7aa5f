import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostSpec } from '../../../src/bot/hosts/host-spec.ts';
import type { OpenHosts } from '../../../src/bot/hosts/hosts.ts';
import { hostsOf, until, within } from './ssh-fixture.ts';
import { type Sshd, startSshd } from './sshd.ts';

const mib = 1024 * 1024;
const gib = 1024 * mib;
/** What a few buffers of 2 MiB, one of them a window of SSH, and garbage not collected yet may take. */
const flatMib = 80;

describe('huge output', () => {
  let sshd: Sshd;
  let hosts: OpenHosts;

  beforeAll(async () => {
    sshd = await startSshd();
    const local = hostSpec.parse({ transport: 'local', folder: sshd.folder });
    hosts = hostsOf({ ssh: sshd.spec(), local }, { floodBytes: 8 * mib });
  });
  afterAll(async () => {
    await hosts.close();
    await sshd.stop();
  });

  test.each([
    ['1 GiB', gib, 'ssh'],
    ['256 MiB', gib / 4, 'local'],
  ])('of %s is counted to its end, with flat memory', async (_, bytes, transport) => {
    const argv = ['sh', '-c', `yes 'a line of some log, with 人事 in it' | head -c ${bytes}`];
    const { done, grownMib } = await readInProcess(sshd, transport, argv, 2 * gib);
    expect(done).toMatchObject({ exitCode: 0 });
    expect(done.droppedBytes).toBeGreaterThanOrEqual(bytes - 256 * 1024);
    expect(done.droppedBytes).toBeLessThan(bytes - 256 * 1024 + 8); // a character at each side of the gap
    expect(grownMib).toBeLessThan(flatMib);
  });

  test.each(['ssh', 'local'])('on stderr, of zeros and in one line, is no different over %s', async (transport) => {
    const argv = ['sh', '-c', `head -c ${gib / 8} /dev/zero >&2`];
    const { done, grownMib } = await readInProcess(sshd, transport, argv, 2 * gib);
    expect(done).toMatchObject({ exitCode: 0 });
    expect(grownMib).toBeLessThan(flatMib);
  });

  test.each(['ssh', 'local'])('without end is ended over %s, and nothing of it is left', async (host) => {
    const word = `endless-${host}-${process.pid}`;
    const startedAt = performance.now();
    const done = await hosts.exec(host, ['sh', '-c', 'yes "$0" | cat', word], within(60_000));
    expect(done).toMatchObject({ ok: true, value: { exitCode: null, stderr: '' } });
    if (!done.ok) return;
    expect(done.value.droppedBytes).toBeGreaterThan(7 * mib);
    expect(done.value.stdout.startsWith(`${word}\n${word}\n`)).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(50_000);
    expect(processes().filter((line) => line.includes(word))).toEqual([]);
  });

  test.each(['ssh', 'local'])('without end in a batch is ended over %s, the answers before it kept', async (host) => {
    const word = `batched-${host}-${process.pid}`;
    const done = await hosts.batch(
      host,
      [
        ['echo', 'first'],
        ['yes', word],
        ['echo', 'third'],
      ],
      within(60_000),
    );
    expect(done).toMatchObject({
      ok: true,
      value: [{ exitCode: 0, stdout: 'first\n' }, { exitCode: null }, { exitCode: null, stdout: '' }],
    });
    expect(await until(() => !processes().some((line) => line.includes(word)))).toBe(true);
  });
});

const processes = (): readonly string[] => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');

interface Report {
  readonly done: { readonly exitCode: number | null; readonly droppedBytes: number; readonly shown: number };
  readonly grownMib: number;
}

/** Reads in a process of its own, for a clean number. */
async function readInProcess(
  sshd: Sshd,
  transport: string,
  argv: readonly string[],
  floodBytes: number,
): Promise<Report> {
  const spec =
    transport === 'ssh'
      ? {
          transport: 'ssh',
          address: sshd.address,
          port: sshd.port,
          user: sshd.user,
          key: { file: sshd.keyFile },
          hostKeys: { fingerprints: [sshd.fingerprint] },
        }
      : { transport: 'local', folder: sshd.folder };
  const program = fileURLToPath(new URL('./read-huge-output.ts', import.meta.url));
  const task = JSON.stringify({ spec, argv, floodBytes });
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, task], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => {
    said += chunk;
  });
  await once(child, 'close');
  return JSON.parse(said) as Report; // printed by our own program, read by the expectations above
}
