import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { alertmanagerSource } from '../../../src/handlers/alerts/alert-settings.ts';
import type { Signal } from '../../../src/handlers/store/alerts.ts';
import { type AnAlertBot, anAlertBot, ended, firing, policy } from './an-alert-bot.ts';

let it: AnAlertBot;
beforeEach(async () => {
  it = await anAlertBot({ intake: { am: alertmanagerSource.parse({ kind: 'alertmanager', system: 'demo' }) } });
});
afterEach(() => it.close());

const all = process.env.TEST_ALL === '1';
/** A second each; a minute in the whole run. */
const seconds = all ? 60 : 3;
const aSecond = 1_000;

const posted = (at: number, status: 'firing' | 'resolved') =>
  JSON.stringify({
    version: '4',
    groupKey: `{}:{alertname="A${at}"}`,
    receiver: 'bot',
    alerts: [
      {
        status,
        labels: { alertname: at % 3 === 0 ? 'DiskFull' : 'NginxDown', instance: `10.0.0.${at}`, severity: 'critical' },
        annotations: { summary: `number ${at}` },
        startsAt: '2026-11-21T03:12:00Z',
        endsAt: status === 'resolved' ? '2026-11-21T03:20:00Z' : '0001-01-01T00:00:00Z',
        fingerprint: `f${at}`,
      },
    ],
  });

const members = async (): Promise<number> => {
  const alerts = await it.desk.store.alerts.list({ limit: 1_000 });
  return alerts.reduce((sum, { firing: now, ended: over }) => sum + now + over, 0);
};

describe(`a storm of ${aSecond} alerts a second for ${seconds} s`, () => {
  test(
    'loses none, and is a few messages with the count',
    async () => {
      const total = seconds * aSecond;
      for (let second = 0; second < seconds; second++) {
        const now = it.clock.now();
        await Promise.all(
          Array.from({ length: aSecond }, (_, at) =>
            it.desk.store.intake.put('am', posted(second * aSecond + at, 'firing'), now),
          ),
        );
        await it.pass(1_000);
      }
      await expect.poll(() => it.pass(500).then(() => it.desk.store.intake.count()), { timeout: 120_000 }).toBe(0);
      expect(await members()).toBe(total);
      await expect
        .poll(() => it.pass(500).then(async () => (await it.desk.store.alerts.unshown(9)).length), { timeout: 30_000 })
        .toBe(0);
      await it.sent();
      expect(it.shows().length).toBeLessThanOrEqual(6);
      const folded = it.shows().find((words) => words.includes('alerts at once')) ?? '';
      expect(folded).toContain(`${total - 5} alerts at once`);
      expect(folded).toMatch(/NginxDown × \d+/);
      expect(folded).toMatch(/DiskFull × \d+/);
      const edits = it.chat.in('ops').reduce((sum, each) => sum + each.edits, 0);
      expect(edits).toBeLessThan(seconds * 5 + 60);
      // All of it over: every message says so, none is new.
      for (let at = 0; at < total; at += 1) {
        const put = it.desk.store.intake.put('am', posted(at, 'resolved'), it.clock.now());
        if (at % 500 === 499) await put;
      }
      await expect.poll(() => it.pass(500).then(() => it.desk.store.intake.count()), { timeout: 120_000 }).toBe(0);
      await expect
        .poll(() => it.pass(500).then(() => it.shows().every((words) => words.startsWith('●'))), { timeout: 30_000 })
        .toBe(true);
      expect(it.shows().length).toBeLessThanOrEqual(6);
      expect(await members()).toBe(total);
    },
    all ? 600_000 : 60_000,
  );
});

test('one alert is acknowledged for all that was folded into it', async () => {
  await it.take(...Array.from({ length: 40 }, (_, at) => firing(`s${at}`, { group: `g${at}` })));
  await it.pass(2_000);
  await it.until(() => it.shows().length === 6);
  const folded = it.shows().findIndex((words) => words.includes('35 alerts at once'));
  expect(await it.say1('bob', `/ack ${folded + 1}`)).toContain('is yours');
});

test('a quiet minute later an alert is a message of its own again', async () => {
  await it.take(...Array.from({ length: 40 }, (_, at) => firing(`s${at}`, { group: `g${at}` })));
  await it.pass(2_000);
  await it.take(...Array.from({ length: 40 }, (_, at) => ended(`s${at}`, { group: `g${at}` })));
  it.clock.advance(61_000);
  await it.take(firing('later', { group: 'later' }));
  await it.pass(2_000);
  await it.until(() => it.shows().length === 7);
  expect(it.shows()[6]).toContain('later: not running');
});

test('a delivery sent twice is the same news', async () => {
  for (let time = 0; time < 2; time++) await it.desk.store.intake.put('am', posted(1, 'firing'), it.clock.now());
  await it.pass(2_000);
  expect(await members()).toBe(1);
});

describe('a storm over many systems', () => {
  const many = 40;
  const fromAll = (each: number, more: Partial<Signal> = {}) =>
    Array.from({ length: many * each }, (_, at) => {
      const system = `s${at % many}`;
      return firing(`${system}-${at}`, { group: `g${at}`, source: 'am', system, ...more });
    });
  const inMany = () =>
    anAlertBot({
      policy: {
        ...policy,
        grants: policy.grants.map((grant) =>
          grant.role === 'on-call' ? { ...grant, systems: Array.from({ length: many }, (_, at) => `s${at}`) } : grant,
        ),
      },
      channels: ['all', 's3', 's39', 'elsewhere'].map((space) => ({
        platform: 'test',
        tenant: '',
        space,
        ...(space === 'all' ? {} : { system: space }),
      })),
      people: ['chenwei'],
      peopleOf: { s38: ['bob', 'alice'] },
    });

  test('is fifteen alerts and one over all of them, with the count of each system; every signal is kept', async () => {
    const bot = await inMany();
    onTestFinished(bot.close);
    await bot.take(...fromAll(5));
    await bot.settled();
    const alerts = await bot.desk.store.alerts.list({ limit: 1_000 });
    expect(alerts).toHaveLength(16);
    expect(alerts.reduce((sum, each) => sum + each.firing, 0)).toBe(many * 5);
    expect(bot.reads('all')).toHaveLength(1);
    expect(bot.reads('all')[0]).toMatch(/■ 40 systems · 185 alerts at once · critical/);
    expect(bot.reads('all')[0]).toMatch(/by system: s15 × 5, s16 × 5, .*other systems × \d+/);
    // A room of one system reads of that and of how many more there are.
    expect(bot.reads('s39')).toHaveLength(1);
    expect(bot.reads('s39')[0]).toContain('by system: s39 × 5 and other systems × 180');
    expect(bot.reads('s39')[0]).toMatch(/s39-199 +not running/);
    expect(bot.reads('s39')[0]).not.toContain('s38');
    expect(bot.reads('elsewhere')).toEqual([]);
    // Those who are called in person hear of it once, the first of each system at once.
    expect(bot.reads('bob').filter((words) => words.includes('185 alerts at once'))).toHaveLength(1);
    expect(bot.reads('all')[0]).toContain('Chen Wei and Bob told');
    expect(bot.reads('chenwei')).toHaveLength(16);
    expect(bot.reads('alice')).toEqual([]);
  });

  test('goes on in that message, is acknowledged by who may for all of its systems, and ends in it', async () => {
    const bot = await inMany();
    onTestFinished(bot.close);
    await bot.take(...fromAll(1));
    for (let second = 0; second < 90; second += 10) {
      bot.clock.advance(10_000);
      await bot.take(
        ...fromAll(1).map((each, at) => ({ ...each, fingerprint: `x${second}-${at}`, group: `x${second}-${at}` })),
      );
    }
    await bot.settled();
    expect(await bot.desk.store.alerts.list({ limit: 1_000 })).toHaveLength(16);
    const id = /alert (\d+)/.exec(bot.reads('all')[0] ?? '')?.[1];
    expect(await bot.say1('bob', `/alert ${id}`)).toContain('40 systems');
    expect(await bot.say1('carol', `/ack ${id}`)).toContain('You may not');
    const { policy: all } = bot.desk.settings();
    const one = {
      ...all,
      grants: all.grants.map((grant) => (grant.role === 'on-call' ? { ...grant, systems: new Set(['s39']) } : grant)),
    };
    const settings = bot.desk.settings();
    Object.assign(bot.desk, { settings: () => ({ ...settings, policy: one }) });
    expect(await bot.say1('bob', `/ack ${id}`)).toContain('You may not');
    expect(await bot.say1('bob', `/alert ${id}`)).not.toContain('s38');
    Object.assign(bot.desk, { settings: () => settings });
    expect(await bot.say1('bob', `/ack ${id}`)).toContain('is yours');
    const open = await bot.desk.store.alerts.firing('am');
    await bot.take(...open.map((each) => ({ ...each, state: 'resolved' as const })));
    await bot.settled();
    expect(bot.reads('all')).toHaveLength(1);
    expect(bot.reads('all')[0]).toMatch(/^● 40 systems · .* · resolved/);
  });

  test('makes nothing loud of a system that is silenced', async () => {
    const bot = await inMany();
    onTestFinished(bot.close);
    const made = await bot.desk.store.silences.make(
      {
        system: 's39',
        what: 's39',
        elsewhere: [],
        by: 'person:bob',
        atMs: bot.clock.now(),
        untilMs: bot.clock.now() + 600_000,
      },
      { atMs: 1, principal: 'person:bob', via: 'test', event: 'alert.silenced', configuration: 'test' },
    );
    expect(made).toBeGreaterThan(0);
    await bot.take(...fromAll(5));
    await bot.settled();
    expect(bot.reads('s39')).toEqual([]);
    expect(bot.reads('all')[0]).toContain('39 systems');
  });
});
