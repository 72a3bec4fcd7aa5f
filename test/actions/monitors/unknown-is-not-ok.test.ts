import { describe, expect, test } from 'vitest';
import { systemSpec } from '../../../src/actions/inventory.ts';
import { type Held, hold } from '../../../src/actions/monitors/level.ts';
import { measure } from '../../../src/actions/monitors/measure.ts';
import { monitorKindNames } from '../../../src/actions/monitors/monitor-spec.ts';
import { monitorsOf } from '../../../src/actions/monitors/monitors-of.ts';
import type { Hosts } from '../../../src/actions/ports.ts';
import { fail, ok } from '../../../src/actions/result.ts';
import { outside } from '../../../src/actions/text.ts';
import { fakeBackups } from '../../fakes/fake-backups.ts';

const base = systemSpec.parse({
  title: 'Demo',
  environment: 'lab',
  folder: '/opt/demo',
  services: {
    api: {
      host: 'h1',
      runtime: { kind: 'systemd', unit: 'api.service' },
      port: 80,
      health: { url: 'http://localhost:80/' },
    },
  },
  logs: { access: { host: 'h1', path: '/var/log/access.log' } },
});
const services = [{ ...base.services.api, id: 'api', system: 'demo' }].map((each) => each as never);
const systemWith = (kind: string) => ({
  ...base,
  id: 'demo',
  services,
  monitors: {
    it: { kind, log: 'access', critical: 5, url: 'http://localhost/metrics', metric: 'up', host: 'h1' },
  },
});

const look = async (kind: string, hosts: Hosts) => {
  const system = systemWith(kind) as never;
  const memo = new Map<string, unknown>();
  const context = { hosts, backups: fakeBackups(), signal: AbortSignal.timeout(10_000), now: () => 1_000_000 };
  const once = () => measure(system, monitorsOf(system), context, () => memo);
  await once();
  return (await once()).flatMap(({ measured }) => measured);
};

const unreachable = () => Promise.resolve(fail('unreachable', outside('no answer')));
const silent: Hosts = { exec: unreachable, batch: unreachable, request: unreachable };
/** Answers, and says nothing that could be read. */
const empty = { exitCode: 1, stdout: '', stderr: 'no', droppedBytes: 0, tookMs: 1 };
const mute: Hosts = {
  exec: async () => ok(empty),
  batch: async (_host, commands) => ok(commands.map(() => empty)),
  request: async () => ok({ status: 200, headers: {}, body: '', droppedBytes: 0, tookMs: 1 }),
};

describe('what cannot be measured is unknown, never ok', () => {
  const kinds = monitorKindNames.filter((kind) => kind !== 'backup');
  test.each(kinds)('%s, when its host is silent', async (kind) => {
    const measured = await look(kind, silent);
    expect(measured.length).toBeGreaterThan(0);
    for (const each of measured) expect(each).toMatchObject({ verdict: 'unknown', silentHost: 'h1' });
  });

  test.each(kinds)('%s, when its host answers nothing that can be read', async (kind) => {
    const measured = await look(kind, mute);
    expect(measured.length).toBeGreaterThan(0);
    for (const each of measured) expect(each, JSON.stringify(each)).toMatchObject({ verdict: 'unknown' });
  });

  test('backup, when the configuration names none', async () => {
    expect(await look('backup', silent)).toMatchObject([{ verdict: 'unknown' }]);
  });
});

describe('unknown is said', () => {
  const rules = { forMs: 0, times: 1 };
  const heldAfter = (...levels: readonly ('ok' | 'unknown' | 'warning' | 'critical')[]): string =>
    levels.reduce<Held | undefined>((held, level, at) => hold(held, level, at * 1_000, rules), undefined)?.level ?? '';

  test('at the second look in a row', () => {
    expect(heldAfter('ok', 'unknown')).toBe('ok');
    expect(heldAfter('ok', 'unknown', 'unknown')).toBe('unknown');
    expect(heldAfter('ok', 'unknown', 'ok', 'unknown')).toBe('ok');
  });

  test('and ends no alarm: what was critical is critical until it is measured well', () => {
    expect(heldAfter('critical', 'unknown', 'unknown', 'unknown')).toBe('critical');
    expect(heldAfter('warning', 'unknown')).toBe('warning');
    expect(heldAfter('critical', 'unknown', 'ok')).toBe('ok');
  });
});
