import { expect, test } from 'vitest';
import { systemSpec } from '../../../src/actions/inventory.ts';
import { measure } from '../../../src/actions/monitors/measure.ts';
import { monitorsOf } from '../../../src/actions/monitors/monitors-of.ts';
import type { Backup, Hosts } from '../../../src/actions/ports.ts';
import { fail, ok } from '../../../src/actions/result.ts';
import { outside } from '../../../src/actions/text.ts';
import { fakeBackups } from '../../fakes/fake-backups.ts';
import { plain } from '../plain-text.ts';

const hour = 3_600_000;
const nowMs = 1_000 * hour;
const system = {
  ...systemSpec.parse({
    title: 'Demo',
    environment: 'lab',
    folder: '/opt/demo',
    services: {},
    backups: { host: 'h1', folder: '/backup', every: '26h', copyTo: [{ host: 'h3', folder: '/far' }] },
    monitors: { backups: { kind: 'backup' } },
  }),
  id: 'demo',
  services: [],
};
const backup = (ageHours: number, more: Partial<Backup> = {}): Backup => ({
  ...{ id: 'A', system: 'demo', host: 'h1', folder: '/backup/A', runId: 1, state: 'verified', parts: [], bytes: 1 },
  startedAtMs: nowMs - ageHours * hour,
  encrypted: false,
  checkedBy: 'opened',
  copies: [{ host: 'h3', folder: '/far/A', state: 'sound', atMs: 1 }],
  ...more,
});
const well = 'root there\nwritable yes\npresent A\n';
/** What each host says; undefined: nothing. */
const hostsSaying = (said: Readonly<Record<string, string | undefined>>): Hosts => {
  const silent = () => Promise.resolve(fail('unreachable', outside('no answer')));
  return {
    exec: silent,
    request: silent,
    batch: async (host, commands) => {
      const stdout = said[host];
      if (stdout === undefined) return fail('unreachable', outside('no answer'));
      return ok(commands.map(() => ({ exitCode: 0, stdout, stderr: '', droppedBytes: 0, tookMs: 1 })));
    },
  };
};
async function look(known: readonly Backup[], said: Readonly<Record<string, string | undefined>>) {
  const memo = new Map<string, unknown>();
  const context = {
    hosts: hostsSaying(said),
    backups: fakeBackups(known),
    signal: AbortSignal.timeout(10_000),
    now: () => nowMs,
  };
  const measured = await measure(system, monitorsOf(system), context, () => memo);
  return measured.flatMap((each) => each.measured.map(({ verdict, text }) => `${verdict}: ${plain(text)}`));
}

test.each<readonly [string, readonly Backup[], Readonly<Record<string, string | undefined>>, RegExp]>([
  ['all as it should be', [backup(3)], { h1: well, h3: well }, /^ok: as they should be/],
  ['none at all', [], { h1: well, h3: well }, /^critical: there is no verified backup/],
  ['none in time', [backup(30)], { h1: well, h3: well }, /^warning: .*newest verified/],
  [
    'a folder that may not be written',
    [backup(3)],
    { h1: 'root there\npresent A\n', h3: well },
    /^critical: .*written/,
  ],
  ['one gone from its folder', [backup(3)], { h1: 'root there\nwritable yes\n', h3: well }, /^critical: .*gone from/],
  ['a copy that was not made', [backup(3, { copies: [] })], { h1: well, h3: well }, /^warning: .*no copy on h3/],
  ['a copy gone from the other host', [backup(3)], { h1: well, h3: 'root there\nwritable yes\n' }, /^warning: .*gone/],
  ['another host that is silent', [backup(3)], { h1: well }, /^unknown: .*h3 cannot be looked at/],
])('B1: the monitor of backups tells of %s', async (_, known, said, wanted) => {
  const told = await look(known, said);
  expect(told).toEqual([expect.stringMatching(wanted)]);
});
