import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { alertmanagerSource } from '../../../src/handlers/alerts/alert-settings.ts';
import { type AnAlertBot, anAlertBot, ended, firing } from './an-alert-bot.ts';

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
