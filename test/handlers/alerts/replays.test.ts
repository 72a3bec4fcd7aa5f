import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { alertmanagerSource, jsonSource } from '../../../src/handlers/alerts/alert-settings.ts';
import { type AnAlertBot, anAlertBot } from './an-alert-bot.ts';

const map = { name: 'check', state: 'state', text: 'text' };
const source = (more: object = {}, mapped: object = {}) =>
  jsonSource.parse({ kind: 'json', system: 'demo', map: { ...map, ...mapped }, ...more });

let it: AnAlertBot;
beforeEach(async () => {
  it = await anAlertBot({
    intake: {
      plain: source(),
      all: source({ replayWithin: '0s' }),
      events: source({}, { event: 'id' }),
      timed: source({}, { startsAt: 'since' }),
      lists: source({}, { alerts: 'list' }),
      bound: alertmanagerSource.parse({ kind: 'alertmanager', systems: ['demo'] }),
    },
  });
});
afterEach(() => it.close());

const comes = async (name: string, ...bodies: readonly object[]): Promise<void> => {
  for (const body of bodies) await it.desk.store.intake.put(name, JSON.stringify(body), it.clock.now());
  await it.pass(1_000);
  await it.until(async () => (await it.desk.store.intake.count()) === 0);
};
const fires = async (): Promise<number> => (await it.desk.store.alerts.list({ states: ['firing'], limit: 99 })).length;
const all = async (): Promise<number> => (await it.desk.store.alerts.list({ limit: 99 })).length;
const down = { check: 'disk', state: 'down', text: 'full' };
const well = { check: 'disk', state: 'ok', text: 'free' };

describe('JSON that says neither when it began nor which piece of news it is', () => {
  test('sent again at once, after its end too, opens nothing', async () => {
    await comes('plain', down, down, well);
    expect(await fires()).toBe(0);
    await comes('plain', down);
    expect(await all()).toBe(1);
    expect(await fires()).toBe(0);
  });

  test('is news again after a minute, and at once when it has other words', async () => {
    await comes('plain', down, well, { ...down, text: 'full again' });
    expect(await fires()).toBe(1);
    await comes('plain', { ...well, text: 'free again' });
    it.clock.advance(61_000);
    await comes('plain', down);
    expect(await fires()).toBe(1);
    expect(await all()).toBe(2);
  });

  test('is always news where the configuration says so', async () => {
    await comes('all', down, well, down);
    expect(await fires()).toBe(1);
  });

  test('in a list is known by the whole list', async () => {
    const list = { list: [down, { ...down, check: 'cpu' }] };
    await comes('lists', list, { list: [well, { ...well, check: 'cpu' }] }, list);
    expect(await fires()).toBe(0);
    await comes('lists', { list: [down] });
    expect(await fires()).toBe(1);
  });
});

test('an id of its own makes it known for days, and two pieces of news with the same words two', async () => {
  await comes('events', { ...down, id: 'e1' }, { ...well, id: 'e2' });
  it.clock.advance(6 * 86_400_000);
  await comes('events', { ...down, id: 'e1', text: 'in other words' });
  expect(await fires()).toBe(0);
  await comes('events', { ...down, id: 'e3' });
  expect(await fires()).toBe(1);
});

test('the ids of one source say nothing of another one’s', async () => {
  await comes('events', { ...down, id: 'e1' }, { ...well, id: 'e2' });
  await comes('plain', down);
  expect(await fires()).toBe(1);
});

test('what says when it began is known by that alone', async () => {
  await comes('timed', { ...down, since: '2026-11-21T03:00:00Z' }, { ...well, since: '2026-11-21T03:00:00Z' });
  await comes('timed', { ...down, since: '2026-11-21T03:00:00Z' });
  expect(await fires()).toBe(0);
  await comes('timed', { ...down, since: '2026-11-21T04:00:00Z' });
  expect(await fires()).toBe(1);
});

test('the next bot knows what the last one worked in', async () => {
  await comes('plain', down, well);
  await it.stopServing();
  await it.desk.store.instances.leave('this');
  const again = await anAlertBot({
    folder: it.folder,
    clock: it.clock,
    instance: 'other',
    intake: { plain: source() },
  });
  try {
    await again.desk.store.intake.put('plain', JSON.stringify(down), again.clock.now());
    await again.pass(1_000);
    await again.until(async () => (await again.desk.store.intake.count()) === 0);
    expect(await again.desk.store.alerts.list({ states: ['firing'], limit: 9 })).toEqual([]);
  } finally {
    await again.close();
  }
});

test('of what was kept before a token was bound, only its own systems are worked in', async () => {
  const alert = (system: string) => ({ status: 'firing', labels: { alertname: system, system }, fingerprint: system });
  await comes('bound', { version: '4', alerts: [alert('demo'), alert('nowhere')] });
  expect((await it.desk.store.alerts.firing('bound')).map(({ name }) => name)).toEqual(['demo']);
});
