import { afterEach, expect, test } from 'vitest';
import { systemSpec } from '../../../src/actions/inventory.ts';
import { monitorSpec } from '../../../src/actions/monitors/monitor-spec.ts';
import { monitorsOf } from '../../../src/actions/monitors/monitors-of.ts';
import type { Argv, Exec, Hosts } from '../../../src/actions/ports.ts';
import { fail, ok } from '../../../src/actions/result.ts';
import { outside } from '../../../src/actions/text.ts';
import { systemsToInventory } from '../../../src/bot/config/systems-to-inventory.ts';
import { fingerprintOf, lookAt, openWatch } from '../../../src/handlers/monitors/system-watch.ts';
import { startMonitors } from '../../../src/handlers/monitors/watch-systems.ts';
import { type AnAlertBot, anAlertBot, firing } from '../alerts/an-alert-bot.ts';

/** Hosts whose memory one can set, in per cent used; what was asked is counted. */
function machines() {
  const asked: { host: string; commands: readonly Argv[] }[] = [];
  const used = new Map<string, number | 'silent'>();
  let df = '';
  let hang: (() => void) | undefined;
  const hanging = new Set<string>();
  const said = (stdout: string): Exec => ({ exitCode: 0, stdout, stderr: '', droppedBytes: 0, tookMs: 1 });
  const hosts: Hosts = {
    exec: async () => ok(said('')),
    request: async () => fail('unreachable', outside('nobody')),
    async batch(host, commands) {
      asked.push({ host, commands });
      if (hanging.has(host))
        await new Promise<void>((resolve) => {
          hang = resolve;
        });
      const percent = used.get(host) ?? 10;
      if (percent === 'silent') return fail('unreachable', outside('no answer'));
      return ok(
        commands.map(([command]) =>
          said(
            command === 'sh'
              ? df
              : command === 'cat'
                ? `0.1 0.2 0.3 1/2 3\nMemTotal: 1000 kB\nMemAvailable: ${1_000 - 10 * percent} kB\n`
                : '',
          ),
        ),
      );
    },
  };
  const disks = (...percents: readonly (readonly [mount: string, percent: number])[]) => {
    df = percents.map(([mount, at]) => `/dev/x 1000 ${10 * at} ${1_000 - 10 * at} ${at}% ${mount}\n`).join('');
  };
  return { hosts, asked, used, disks, hanging, letGo: () => hang?.() };
}

let it: AnAlertBot;
afterEach(() => it.close());

type Specs = Readonly<Record<string, object>>;
const start = async (world: ReturnType<typeof machines>, monitors: Specs, names: readonly string[] = ['demo']) => {
  it = await anAlertBot({ hosts: world.hosts });
  const systems = names.map((id) => {
    const services = { api: { host: `h-${id}`, runtime: { kind: 'systemd', unit: 'api.service' } } };
    const spec = systemSpec.parse({ title: id, environment: 'lab', folder: '/opt', services });
    return {
      ...spec,
      id,
      services: Object.entries(spec.services).map(([service, each]) => ({ ...each, id: service, system: id })),
      monitors: Object.fromEntries(Object.entries(monitors).map(([name, each]) => [name, monitorSpec.parse(each)])),
    };
  });
  const settings = { ...it.desk.settings(), systems, version: `of ${names.join()}` };
  Object.assign(it.desk, { settings: () => settings, inventory: () => systemsToInventory(systems) });
};
const memory = { kind: 'memory', every: '10s', warning: 80, critical: 95 };

test('monitors that are due together share one batch a host, again and again', async () => {
  const world = machines();
  await start(world, { memory, load: { kind: 'load', every: '10s', warning: 99 } });
  await it.pass(41_000);
  expect(world.asked.length).toBeGreaterThanOrEqual(3);
  expect(world.asked.length).toBeLessThanOrEqual(5);
  // Memory and load are read from the same files, once.
  for (const { commands } of world.asked) expect(commands.map((argv) => argv.join(' '))).toContain('nproc');
});

test('a value above its limit is an alert, below it with some room it is over', async () => {
  const world = machines();
  await start(world, { memory });
  world.used.set('h-demo', 96);
  await it.pass(25_000);
  await it.until(() => it.shows().length === 1);
  expect(it.shows()[0]).toMatch(/^■ demo · memory of h-demo: 96 % of .* · critical/);
  world.used.set('h-demo', 93);
  await it.pass(12_000);
  expect(it.shows()[0]).toMatch(/^■/);
  world.used.set('h-demo', 40);
  await it.pass(12_000);
  await it.until(() => it.shows()[0]?.startsWith('●'));
});

test('what must hold for a time is no alert before', async () => {
  const world = machines();
  await start(world, { memory: { ...memory, for: '1m' } });
  world.used.set('h-demo', 96);
  await it.pass(50_000);
  expect(it.shows()).toEqual([]);
  await it.pass(40_000);
  await it.until(() => it.shows().length === 1);
});

test('a host that hangs keeps no other one waiting, and is not asked twice at once', async () => {
  const world = machines();
  await start(world, { memory }, ['demo', 'other']);
  world.hanging.add('h-demo');
  await it.pass(60_000);
  const of = (host: string) => world.asked.filter((each) => each.host === host).length;
  expect(of('h-demo')).toBe(1);
  expect(of('h-other')).toBeGreaterThanOrEqual(4);
  world.hanging.clear();
  world.letGo();
  await it.pass(25_000);
  expect(of('h-demo')).toBeGreaterThanOrEqual(2);
});

test('only the process that is the bot looks', async () => {
  const world = machines();
  await start(world, { memory });
  await it.desk.store.instances.leave('this');
  world.asked.length = 0;
  await it.pass(3_000);
  const before = world.asked.length;
  await it.pass(40_000);
  expect(world.asked.length).toBe(before);
});

test('what another process said of while it was the bot is ended by the one that looks now', async () => {
  const world = machines();
  await start(world, { memory });
  await it.desk.store.instances.leave('this');
  let isBot = true;
  const loop = startMonitors(it.desk, async () => isBot);
  try {
    await it.until(() => world.asked.length > 0);
    isBot = false;
    await it.pass(12_000);
    const fingerprint = fingerprintOf('demo', 'memory', 'h-demo');
    await it.take(firing('h-demo', { fingerprint, group: 'monitor:demo/memory', startsAtMs: it.clock.now() }));
    isBot = true;
    await it.until(async () => (await it.desk.store.alerts.firing('monitor')).length === 0);
  } finally {
    await loop.stop();
  }
});

test('an alert ends though the clock was set back meanwhile', async () => {
  const world = machines();
  await start(world, { memory });
  await it.desk.store.instances.leave('this');
  const [system] = it.desk.settings().systems;
  if (system === undefined) throw new Error('no system');
  let nowMs = it.clock.now();
  const desk = { ...it.desk, clock: { ...it.clock, now: () => nowMs } };
  const watch = await openWatch(desk, 'demo');
  const look = async (): Promise<void> =>
    it.take(...(await lookAt(desk, system, monitorsOf(system), watch, new AbortController().signal)));
  world.used.set('h-demo', 96);
  await look();
  nowMs += 30_000;
  await look();
  expect(await it.desk.store.alerts.firing('monitor')).toHaveLength(1);
  nowMs -= 3_600_000;
  world.used.set('h-demo', 40);
  await look();
  expect(await it.desk.store.alerts.firing('monitor')).toEqual([]);
});

test('a silent host is one alert, unknown; what fired on it fires on, and ends when it is measured well', async () => {
  const world = machines();
  await start(world, { memory });
  world.used.set('h-demo', 96);
  await it.pass(25_000);
  await it.until(() => it.shows().length === 1);
  world.used.set('h-demo', 'silent');
  await it.pass(35_000);
  await it.until(() => it.shows().length === 2);
  expect(it.shows()[0]).toMatch(/^■ demo · memory/);
  expect(it.shows()[1]).toMatch(/^\? demo · host h-demo: no answer · unknown/);
  world.used.set('h-demo', 20);
  await it.pass(15_000);
  await it.until(() => it.shows().every((words) => words.startsWith('●')));
});

test('an alert of a monitor that is taken out of the configuration ends', async () => {
  const world = machines();
  await start(world, { memory });
  world.used.set('h-demo', 96);
  await it.pass(25_000);
  await it.until(() => it.shows().length === 1);
  const [system] = it.desk.settings().systems;
  const settings = {
    ...it.desk.settings(),
    systems: system === undefined ? [] : [{ ...system, monitors: {} }],
    version: 'next',
  };
  Object.assign(it.desk, { settings: () => settings });
  await it.pass(3_000);
  await it.until(() => it.shows()[0]?.startsWith('●'));
});

test('values are kept as samples', async () => {
  const world = machines();
  await start(world, { memory });
  await it.pass(41_000);
  const series = { system: 'demo', monitor: 'memory', subject: 'h-demo' };
  const all = await it.desk.store.samples.read({ ...series, sinceMs: 0, untilMs: it.clock.now(), points: 100_000_000 });
  expect(all.length).toBeGreaterThanOrEqual(3);
  expect(all.every(([, value]) => value === 10)).toBe(true);
});

test('what fires for something that is taken away ends with it, and not while a look says nothing', async () => {
  const world = machines();
  await start(world, { disk: { kind: 'disk', every: '10s', warning: 80, critical: 95 } });
  world.disks(['/', 20], ['/data', 99]);
  await it.pass(25_000);
  await it.until(() => it.shows().length === 1);
  world.disks();
  await it.pass(35_000);
  expect(it.shows()[0]).toMatch(/^■ demo · .*disk \/data/);
  world.disks(['/', 20]);
  await it.pass(15_000);
  await it.until(() => it.shows()[0]?.startsWith('●'));
});

test('what a run of this process left is looked at when it ended, not at the next beat', async () => {
  const world = machines();
  await start(world, { memory: { ...memory, every: '1h' } });
  await it.pass(20_000);
  await it.until(() => world.asked.length > 0);
  const before = world.asked.length;
  await it.pass(60_000);
  expect(world.asked.length).toBe(before);
  it.desk.workedOn.add('demo');
  await it.pass(1_000);
  await it.until(() => world.asked.length > before);
});
