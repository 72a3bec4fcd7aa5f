import { expect, test } from 'vitest';
import type { Exec } from '../../../src/actions/ports.ts';
import { backupTools } from '../../../src/bot/doctor/backup-tools.ts';
import { lines, patientOf, systemOf } from './cast.ts';

const shop = (encrypted: boolean) =>
  systemOf('shop', {
    services: {},
    databases: { main: { engine: 'sqlite', host: 'h1', path: '/opt/shop/shop.db' } },
    backups: {
      host: 'h1',
      folder: '/backup',
      ...(encrypted ? { encrypt: { recipients: [`age1${'q'.repeat(58)}`] } } : {}),
    },
  });
const all = ['sqlite3', 'python3', 'zstd', 'age', 'setsid', 'timeout', 'awk'];
const answer = (there: readonly string[]): Exec => ({
  exitCode: 0,
  stdout: there.map((each) => `${each}\n`).join(''),
  stderr: '',
  droppedBytes: 0,
  tookMs: 1,
});
const told = async (missing: readonly string[], encrypted: boolean): Promise<readonly string[]> => {
  const patient = patientOf({ systems: [shop(encrypted)] });
  const there = answer(all.filter((each) => !missing.includes(each)));
  return lines(await backupTools.judge(patient, [there], () => Promise.reject(new Error('once is enough'))));
};

test('a host that has all is well', async () => {
  expect(await told([], true)).toEqual([expect.stringMatching(/^ok it has what/)]);
});

test('without age the backups that are to be encrypted cannot be made, and how to get it is said', async () => {
  const [line, ...more] = await told(['age'], true);
  expect(line).toMatch(/^critical .*no age.*shop/);
  expect(line).toContain('apt-get install age');
  expect(more).toEqual([]);
  expect(await told(['age'], false)).toEqual([expect.stringMatching(/^ok/)]);
});

test('one program that reads databases is enough, none is not', async () => {
  expect(await told(['sqlite3'], false)).toEqual([expect.stringMatching(/^ok/)]);
  expect(await told(['sqlite3', 'python3'], false)).toEqual([expect.stringMatching(/^critical.*neither sqlite3/)]);
});

test('without what jobs need no backup can be begun', async () => {
  expect(await told(['setsid', 'awk'], false)).toEqual([expect.stringMatching(/^critical.*no setsid.*awk/)]);
});

test('a host that keeps no backups is asked nothing', () => {
  expect(backupTools.ask(patientOf({ systems: [systemOf('shop', { services: {} })] }))).toEqual([]);
});
