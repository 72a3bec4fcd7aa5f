import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { paths } from '../../../src/bot/doctor/paths.ts';
import type { Patient } from '../../../src/bot/doctor/patient.ts';
import { ThisMachine } from '../../process/this-machine.ts';
import { lines, patientOf, systemOf } from './cast.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zhiban-人事 paths-'));
  for (const folder of ['run', 'logs', 'app', 'backup']) mkdirSync(join(root, folder));
  for (const file of ['data.db', 'version.txt', 'logs/app.log']) writeFileSync(join(root, file), '');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const system = (more: Readonly<Record<string, unknown>> = {}): Patient =>
  patientOf({
    systems: [
      systemOf('shop', {
        folder: root,
        services: {
          job: {
            host: 'h1',
            runtime: {
              kind: 'pidfile',
              pidFile: join(root, 'run/job.pid'),
              command: ['true'],
              folder: join(root, 'app'),
              logFile: join(root, 'logs/job.log'),
            },
          },
        },
        logs: { app: { host: 'h1', path: join(root, 'logs/app.log') } },
        databases: { main: { engine: 'sqlite', host: 'h1', path: join(root, 'data.db') } },
        backups: { host: 'h1', folder: join(root, 'backup') },
        version: { host: 'h1', file: join(root, 'version.txt') },
        ...more,
      }),
    ],
  });

/** The real program, as nobody where the test is root: root may do everything. */
async function found(patient: Patient = system()): Promise<readonly string[]> {
  const [question] = paths.ask(patient);
  if (question === undefined) throw new Error('nothing was asked');
  const demoted = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...question] as const;
  const asked = userInfo().uid === 0 ? demoted : question;
  const signal = new AbortController().signal;
  const answer = await new ThisMachine().exec('h1', asked, { signal, timeoutMs: 10_000 });
  if (!answer.ok) throw new Error('no answer');
  return lines(await paths.judge(patient, [answer.value], () => Promise.reject(new Error('asked again'))));
}

/** Belongs to who asks. */
function own(...names: readonly string[]): void {
  if (userInfo().uid === 0) for (const name of ['.', ...names]) chownSync(join(root, name), 65534, 65534);
}
const everything = ['run', 'logs', 'app', 'backup', 'data.db', 'version.txt', 'logs/app.log'];

describe('paths of a host', () => {
  test('that are all there, and may be used, are counted', async () => {
    own(...everything);
    expect(await found()).toEqual(['ok its 8 paths are there']);
  });

  test('a log that is not there is a warning, one that a service will write is well', async () => {
    own(...everything);
    rmSync(join(root, 'logs/app.log'));
    expect(await found()).toEqual([
      `warning ${root}/logs/app.log is not there (logs.app.path) → correct logs.app.path in config/systems/shop.yaml, or make it on h1`,
    ]);
  });

  test('a log of its own that a service will write is well too, named twice or not', async () => {
    own(...everything);
    const log = { host: 'h1', path: join(root, 'logs/job.log') };
    expect(await found(system({ logs: { job: log } }))).toEqual(['ok its 7 paths are there']);
  });

  test('a missing database, folder of PID files or service folder is critical', async () => {
    own(...everything);
    for (const name of ['data.db', 'run', 'app']) rmSync(join(root, name), { recursive: true });
    expect(await found()).toEqual([
      expect.stringMatching(/^critical .*data.db is not there \(databases.main.path\)/),
      expect.stringMatching(/^critical .*app is not there \(services.job.runtime.folder\)/),
      expect.stringMatching(/^critical .*run is not there \(services.job.runtime.pidFile\)/),
    ]);
  });

  test('a file in the place of a folder, and the other way round', async () => {
    own(...everything);
    rmSync(join(root, 'backup'), { recursive: true });
    writeFileSync(join(root, 'backup'), '');
    rmSync(join(root, 'data.db'));
    mkdirSync(join(root, 'data.db'));
    expect(await found()).toEqual([
      expect.stringMatching(/^critical .*data.db is no file/),
      expect.stringMatching(/^warning .*backup is no folder/),
    ]);
  });

  test('a link that leads nowhere is not there', async () => {
    own(...everything);
    rmSync(join(root, 'version.txt'));
    symlinkSync('nowhere', join(root, 'version.txt'));
    expect(await found()).toEqual([expect.stringMatching(/^warning .*version.txt is not there/)]);
  });

  test.runIf(userInfo().uid === 0)('PID folder and log folder of another user: who must log in is named', async () => {
    chmodSync(root, 0o755);
    expect(await found()).toEqual([
      expect.stringMatching(
        /^critical ops may not write to .*run, root:root 755 \(services.job.runtime.pidFile\) → .*hosts.h1.user: root/,
      ),
      expect.stringMatching(/^critical ops may not write to .*logs, root:root 755 \(services.job.runtime.logFile\)/),
    ]);
  });

  test('what the group may read is mended by the group, the rest by a right of its own', async () => {
    own(...everything);
    chmodSync(join(root, 'logs/app.log'), 0o040);
    chmodSync(join(root, 'data.db'), 0o000);
    if (userInfo().uid === 0) chownSync(join(root, 'logs/app.log'), 0, 33);
    expect(await found()).toEqual([
      expect.stringMatching(/^warning ops may not read .*app.log, \S+ 40 .* → .*(usermod -aG \S+ ops|setfacl)/),
      expect.stringMatching(/^warning ops may not read .*data.db.* → .*setfacl -m u:ops:rX/),
    ]);
  });

  test('a folder above that may not be entered is named, not the file behind it', async () => {
    own(...everything);
    chmodSync(join(root, 'logs'), 0o000);
    const all = await found();
    chmodSync(join(root, 'logs'), 0o755);
    expect(all).toEqual([
      expect.stringMatching(
        /^warning .*app.log cannot be seen by ops, who may not look into .*logs .*setfacl -m u:ops:x/,
      ),
      expect.stringMatching(/^critical .*job.log cannot be seen by ops/),
    ]);
  });
});
