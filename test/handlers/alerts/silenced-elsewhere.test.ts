import { afterEach, beforeEach, expect, test } from 'vitest';
import { alertmanagerSource } from '../../../src/handlers/alerts/alert-settings.ts';
import { type FakeAlertmanager, fakeAlertmanager } from '../../fakes/fake-alertmanager.ts';
import { type AnAlertBot, anAlertBot, firing } from './an-alert-bot.ts';

let there: FakeAlertmanager;
let it: AnAlertBot;
const labels = (name: string) => ({ alertname: name, system: 'demo', severity: 'critical' });
beforeEach(async () => {
  it = await anAlertBot({ intake: { am: alertmanagerSource.parse({ kind: 'alertmanager' }) } });
  there = fakeAlertmanager((id) => it.desk.store.alerts.members(id, 9));
  Object.assign(it.desk, { silencesElsewhere: there.elsewhere });
});
afterEach(() => it.close());

const outside = (name: string) =>
  firing(name, { source: 'am', fingerprint: `am:${name}`, group: `am:${name}`, labels: labels(name) });
const firingNow = async () => (await it.desk.store.alerts.firing('am')).map(({ name }) => name);
/** Rounds of looking there. */
const minutes = async (count: number) => {
  for (let half = 0; half < 2 * count; half++) {
    it.clock.advance(30_000);
    await it.pass(1_000);
  }
};

test('what fires there unsaid in maintenance is recorded, says nothing, and is listed at the end', async () => {
  await it.say1('alice', '/maintenance start demo 30m "new disk"');
  await there.fires(labels('DiskGone'));
  await minutes(1);
  await it.until(async () => (await firingNow()).includes('DiskGone'));
  await it.settled();
  expect(it.shows().some((words) => words.includes('DiskGone'))).toBe(false);
  expect(await it.say1('alice', '/maintenance end demo')).toContain('critical · DiskGone');
  expect(there.ended).toHaveLength(1);
});

test('what ends there while it is silenced is over here, some minutes after it is known there no more', async () => {
  await it.take(outside('raid'));
  await it.settled();
  await there.fires(labels('raid'));
  expect(await it.say1('bob', '/silence 1 1h')).toContain('Silenced at Alertmanager too');
  await minutes(2);
  expect(await firingNow()).toEqual(['raid']);
  there.forget();
  await minutes(2);
  // It may have been started again, and be told anew.
  expect(await firingNow()).toEqual(['raid']);
  await minutes(3);
  await it.until(async () => (await firingNow()).length === 0);
  await it.settled();
  expect(it.shows()[0]).toMatch(/^● .*resolved/);
});

test('what is told anew in time stays open, and so does everything once the silence does not hold there', async () => {
  await it.take(outside('raid'));
  await it.settled();
  await it.say1('bob', '/silence 1 1h');
  for (let time = 0; time < 3; time++) {
    there.forget();
    await minutes(2);
    await there.fires(labels('raid'));
    await minutes(1);
  }
  expect(await firingNow()).toEqual(['raid']);
  there.forget();
  await there.elsewhere.end({ source: 'am', id: 'silence-1' });
  await minutes(6);
  expect(await firingNow()).toEqual(['raid']);
});

test('what fires again under a silence is under that silence here too', async () => {
  await it.take(outside('raid'));
  await it.settled();
  await it.say1('bob', '/silence 1 1h');
  await it.take({ ...outside('raid'), state: 'resolved' });
  await it.settled();
  await there.fires(labels('raid'));
  await minutes(1);
  await it.until(async () => (await firingNow()).length === 1);
  await it.settled();
  expect(it.shows()).toHaveLength(1);
});

test('maintenance that runs out lets what runs out with it be', async () => {
  await it.say1('alice', '/maintenance start demo 2m "new disk"');
  it.clock.advance(121_000);
  await it.pass(3_000);
  await it.until(async () => (await it.desk.store.maintenance.open()).length === 0);
  expect(there.ended).toEqual([]);
});

test('a whole system is silenced there too, and heard again there when the silence ends', async () => {
  expect(await it.say1('bob', '/silence demo 1h')).toContain('Silenced at Alertmanager too');
  await there.fires(labels('DiskGone'));
  await minutes(1);
  await it.until(async () => (await firingNow()).includes('DiskGone'));
  await it.settled();
  expect(it.shows()).toEqual([]);
  expect(await it.say1('bob', '/unsilence 1')).toContain('is heard again');
  expect(there.ended).toEqual(['silence-1']);
  await it.settled();
  expect(it.shows()[0]).toContain('DiskGone');
});
