import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { System } from '../../src/actions/inventory.ts';
import { monitorsOf } from '../../src/actions/monitors/monitors-of.ts';
import { rulesOf } from '../../src/handlers/alerts/alert-rules.ts';
import { translate } from '../../src/handlers/language/translate.ts';
import { lookAt, openWatch, type SystemWatch } from '../../src/handlers/monitors/system-watch.ts';
import { breakService, mend, net, onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

let it: LabDesk;
beforeAll(async () => {
  it = await labDesk();
});
afterAll(async () => {
  await it?.close();
});

/** Rounds on demand: what fires after each, as `level subject: words`. */
interface Rounds {
  look(): Promise<readonly string[]>;
}
const rounds = async (id: string, change: (system: System) => System = (system) => system): Promise<Rounds> => {
  const found = it.desk.inventory().system(id);
  if (found === undefined) throw new Error(`no system ${id}`);
  const system = change(found);
  const watch: SystemWatch = await openWatch(it.desk, id);
  watch.memories.clear();
  watch.said.clear();
  const nowMs = it.desk.clock.now();
  const before = await it.desk.store.alerts.firing('monitor');
  const over = before.map((signal) => ({ ...signal, state: 'resolved' as const, endsAtMs: nowMs }));
  await it.desk.store.alerts.apply(over, rulesOf(it.desk));
  return {
    async look() {
      const signals = await lookAt(it.desk, system, monitorsOf(system), watch, AbortSignal.timeout(40_000));
      await it.desk.store.alerts.apply(signals, rulesOf(it.desk));
      const firing = await it.desk.store.alerts.firing('monitor');
      return firing
        .filter((signal) => signal.system === id)
        .map(({ level, name, labels, text }) => {
          return `${level} ${name}/${labels?.subject}: ${translate(text, { language: 'en', timeZone: 'UTC' })}`;
        });
    },
  };
};
/** Everything at once: what must hold for minutes fires at the first look. */
const atOnce = (system: System): System => ({
  ...system,
  monitors: Object.fromEntries(
    Object.entries(system.monitors).map(([id, monitor]) => [id, { ...monitor, for: 0, times: 1 }]),
  ),
});
const only =
  (...ids: readonly string[]) =>
  (system: System): System => ({
    ...atOnce(system),
    monitors: Object.fromEntries(Object.entries(atOnce(system).monitors).filter(([id]) => ids.includes(id))),
  });
const withThresholds =
  (change: (system: System) => System, thresholds: Partial<System['thresholds']>) =>
  (system: System): System => ({ ...change(system), thresholds: { ...system.thresholds, ...thresholds } });

describe('A1: talentlens', () => {
  afterEach(() => mend('h1'));

  test('A1: a unit that is not active is critical, with its alert, and over once it runs', async () => {
    const { look } = await rounds('talentlens', only('service'));
    expect(await look()).toEqual([]);
    breakService('h1', 'talentlens', 'crash');
    expect((await look()).join('\n')).toMatch(/^critical service\/api: failed/);
    expect(said(await it.say('bob', '/alerts'))).toMatch(/api: failed/);
    mend('h1');
    expect(await look()).toEqual([]);
    expect(said(await it.say('bob', '/alerts 1h'))).toContain('resolved');
  });

  test('A1: a health page that says the database is disconnected is critical; one that is slow warns', async () => {
    const { look } = await rounds('talentlens', only('service'));
    breakService('h1', 'talentlens', 'wrong-body');
    expect((await look()).join('\n')).toMatch(/^critical service\/api: .*database: disconnected/);
    mend('h1');
    const impatient = await rounds('talentlens', (system) => ({
      ...only('service')(system),
      services: system.services.map((each) =>
        each.health ? { ...each, health: { ...each.health, slowAfter: 0 } } : each,
      ),
    }));
    expect((await impatient.look()).join('\n')).toMatch(/^warning service\/api: 200, but only after .* \(limit 0 ms\)/);
  });

  test('A1: cpu, memory and disk against the thresholds of its manual', async () => {
    const well = await rounds(
      'talentlens',
      withThresholds(only('memory', 'disk'), { memoryPercent: 100, diskPercent: 100 }),
    );
    expect(await well.look()).toEqual([]);
    const low = { cpuPercent: 0.0001, memoryPercent: 0.0001, diskPercent: 0.0001 };
    const { look } = await rounds('talentlens', withThresholds(only('cpu', 'memory', 'disk'), low));
    await look();
    const fires = (await look()).join('\n');
    expect(fires).toMatch(/^warning cpu\/h1: \d+ % busy/m);
    expect(fires).toMatch(/^warning memory\/h1: \d+ % of/m);
    expect(fires).toMatch(/^critical disk\/h1 .*: \d+ % of/m);
    const samples = await it.desk.store.samples.read({
      system: 'talentlens',
      monitor: 'memory',
      subject: 'h1',
      sinceMs: 0,
      untilMs: Date.now() + 1_000,
      points: 10,
    });
    expect(samples.length).toBeGreaterThan(0);
  });

  test('A1: more than 5 % of 5xx in the access log is critical, read from what is new alone', async () => {
    const { look } = await rounds('talentlens', only('errors'));
    const ask = (path: string, times: number) =>
      onHost('h1', `for i in $(seq ${times}); do curl -s -o /dev/null http://localhost${path}; done`);
    ask('/health', 5);
    expect(await look()).toEqual([]);
    ask('/health', 25);
    expect(await look()).toEqual([]);
    breakService('h1', 'talentlens', 'crash');
    ask('/health', 10);
    expect((await look()).join('\n')).toMatch(
      /^critical errors\/nginx: 28\.6 % of 35 requests in 5 min answered 5xx \(10\)/,
    );
  });
});

describe('A1: teaching', () => {
  afterEach(() => {
    net('h3', 'heal');
    mend('h3');
  });

  test('A1: three health checks that fail in a row are an alert, two are not', async () => {
    const { look } = await rounds('teaching', (system) => ({
      ...system,
      monitors: { service: system.monitors.service ?? {} },
    }));
    breakService('h3', 'llm', 'crash');
    expect(await look()).toEqual([]);
    expect(await look()).toEqual([]);
    const fires = (await look()).join('\n');
    expect(fires).toMatch(/^critical service\/llm: not running/m);
    expect(fires).toMatch(/^critical service\/backend: .*llm: disconnected/m);
  });

  test('A1: a new exception in a log warns, an old one does not', async () => {
    const log = '/opt/smart-teaching/devops/logs/backend.log';
    const write = (words: string) =>
      onHost('h3', `echo "$(date '+%Y-%m-%d %H:%M:%S'),001 - backend - ERROR - ${words}" >> ${log}`);
    write('OldError: before');
    const { look } = await rounds('teaching', only('exceptions'));
    expect(await look()).toEqual([]);
    expect(await look()).toEqual([]);
    write('ValueError: of today');
    expect((await look()).join('\n')).toMatch(
      /^warning exceptions\/backend: 1 new error in 15 min: .*ValueError: of today/,
    );
  });

  test('A1: a host that is silent is one alert of its own, unknown, and nothing it had is called well', async () => {
    const { look } = await rounds('teaching', only('service', 'memory', 'disk'));
    breakService('h3', 'frontend', 'crash');
    await look();
    expect(await look()).toHaveLength(1);
    net('h3', 'reject22');
    // Not through its network: that refuses from now on.
    execFileSync(join(import.meta.dirname, '../../lab/enter'), [
      'h3',
      'bash',
      '-c',
      "pkill -f '[s]shd: teaching' || true",
    ]);
    await look();
    const fires = await look();
    expect(fires.filter((each) => each.startsWith('unknown host/h3'))).toHaveLength(1);
    expect(fires.filter((each) => each.startsWith('critical service/frontend'))).toHaveLength(1);
    expect(fires).toHaveLength(2);
  });
});
