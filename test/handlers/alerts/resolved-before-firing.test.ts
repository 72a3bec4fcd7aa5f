import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnAlertBot, anAlertBot, ended, firing } from './an-alert-bot.ts';

let it: AnAlertBot;
beforeEach(async () => {
  it = await anAlertBot();
});
afterEach(() => it.close());

const fires = async () => (await it.desk.store.alerts.list({ states: ['firing'], limit: 9 })).length;

test('an end that comes before its beginning leaves nothing firing', async () => {
  await it.take(ended('llm', { startsAtMs: 5_000, endsAtMs: 6_000 }));
  await it.take(firing('llm', { startsAtMs: 5_000 }));
  await it.pass(3_000);
  expect(await fires()).toBe(0);
  expect(it.shows()).toEqual([]);
});

test('in one delivery the order does not matter either', async () => {
  await it.take(ended('llm', { startsAtMs: 5_000, endsAtMs: 6_000 }), firing('llm', { startsAtMs: 5_000 }));
  expect(await fires()).toBe(0);
});

test('a beginning that is sent again after the end opens nothing', async () => {
  await it.take(firing('llm', { startsAtMs: 5_000 }));
  await it.take(ended('llm', { startsAtMs: 5_000, endsAtMs: 6_000 }));
  await it.take(firing('llm', { startsAtMs: 5_000 }));
  expect(await fires()).toBe(0);
});

test('a later beginning is a new alert', async () => {
  await it.take(ended('llm', { startsAtMs: 5_000, endsAtMs: 6_000 }));
  await it.take(firing('llm', { startsAtMs: 7_000 }));
  expect(await fires()).toBe(1);
});

test('an old end that comes late does not close what began after it', async () => {
  await it.take(firing('llm', { startsAtMs: 7_000 }));
  await it.take(ended('llm', { startsAtMs: 5_000, endsAtMs: 6_000 }));
  expect(await fires()).toBe(1);
});
