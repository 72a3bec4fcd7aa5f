import { describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/bot/storage/open-store.ts';
import type { Conversation } from '../../../src/handlers/message.ts';
import { fakePlatform } from '../../fakes/fake-platform.ts';
import { outboxBot, room } from './outbox-bot.ts';

describe('the messages of one conversation', () => {
  test('are shown in the order they were put, others beside them', async () => {
    const it = await outboxBot();
    const other: Conversation = { ...room, space: 'dev' };
    for (let at = 0; at < 20; at++) {
      await it.put(`a${at}`, `a${at}`);
      await it.put(`b${at}`, `b${at}`, { conversation: other });
    }
    await it.sent();
    expect(it.texts()).toEqual(Array.from({ length: 20 }, (_, at) => `a${at}`));
    expect(it.reads('dev')).toEqual(Array.from({ length: 20 }, (_, at) => `b${at}`));
  });

  test('wait for the one before them that is refused for now', async () => {
    const it = await outboxBot();
    it.chat.faults.push({ posted: false, retry: 'later', why: 'busy' });
    for (const text of ['one', 'two', 'three']) await it.put(text, text);
    await it.until(() => it.chat.calls.length === 1);
    await it.pass(500);
    expect(it.chat.calls).toHaveLength(1);
    await it.pass(2_000);
    await it.sent();
    expect(it.texts()).toEqual(['one', 'two', 'three']);
  });

  test('that hang hold up nobody else, on the same platform or another', async () => {
    let second = fakePlatform({ name: 'other', now: () => 0 });
    const it = await outboxBot({
      platforms: (clock) => {
        second = fakePlatform({ name: 'other', now: clock.now });
        return [fakePlatform({ now: clock.now }), second];
      },
    });
    it.chat.outage = 'hangs';
    for (let at = 0; at < 30; at++) await it.put(`h${at}`, 'x', { conversation: { ...room, space: `room-${at}` } });
    await it.put('fine', 'fine', { conversation: { platform: 'other', tenant: '', space: 'ops' } });
    await it.until(() => second.shown.length === 1);
    expect(it.chat.calls.length).toBeLessThanOrEqual(8);
    it.chat.outage = undefined;
    it.chat.letGo();
    await it.sent();
    expect(it.chat.shown).toHaveLength(30);
  });
});

describe('Retry-After', () => {
  test('is obeyed for its conversation; others go on', async () => {
    const it = await outboxBot();
    it.chat.closed.set('ops', { posted: false, retry: 'later', afterMs: 30_000, why: '429' });
    await it.put('a', 'a');
    await it.until(() => it.chat.calls.length === 1);
    await it.put('b', 'b', { conversation: { ...room, space: 'dev' } });
    await it.until(() => it.chat.in('dev').length === 1);
    it.chat.closed.clear();
    await it.pass(29_000);
    expect(it.chat.in('ops')).toEqual([]);
    await it.pass(2_000);
    await it.sent();
    expect(it.texts()).toEqual(['a']);
  });

  test('of the whole platform is obeyed for all its conversations, and for no other platform', async () => {
    let second = fakePlatform({ name: 'other', now: () => 0 });
    const it = await outboxBot({
      platforms: (clock) => {
        second = fakePlatform({ name: 'other', now: clock.now });
        return [fakePlatform({ now: clock.now }), second];
      },
    });
    it.chat.faults.push({ posted: false, retry: 'later', afterMs: 30_000, scope: 'platform', why: '429' });
    await it.put('a', 'a');
    await it.until(() => it.chat.calls.length === 1);
    await it.put('b', 'b', { conversation: { ...room, space: 'dev' } });
    await it.put('c', 'c', { conversation: { platform: 'other', tenant: '', space: 'ops' } });
    await it.until(() => second.shown.length === 1);
    await it.pass(29_000);
    expect(it.chat.calls).toHaveLength(1);
    await it.pass(2_000);
    await it.sent();
    expect(it.chat.shown).toHaveLength(2);
  });
});

test('a platform that is down for an hour gets everything when it is back, in order, with its true time', async () => {
  const it = await outboxBot();
  it.chat.outage = { posted: false, retry: 'later', why: '503' };
  for (const text of ['one', 'two']) await it.put(text, text);
  for (let minute = 0; minute < 60; minute++) await it.pass(60_000);
  expect(it.chat.shown).toEqual([]);
  expect(it.chat.calls.length).toBeLessThan(90);
  it.chat.outage = undefined;
  await it.pass(90_000);
  await it.sent();
  expect(it.texts()).toEqual(['one', 'two']);
  expect(it.reads('ops')[0]).toContain('This is from 11:12:08 CST; it could not be sent until now.');
}, 60_000);

test('what is refused in its rich form is sent again plain, once, and stays plain', async () => {
  const it = await outboxBot();
  it.chat.faults.push({ posted: false, retry: 'plain', why: 'invalid_blocks' });
  await it.put('a', 'a');
  await it.sent();
  expect(it.chat.shown.map(({ outgoing }) => outgoing.plain)).toEqual([true]);
  await it.put('a', 'b');
  await it.pass(2_000);
  await it.sent();
  expect(it.chat.calls.at(-1)?.call).toBe('edit');
  expect(it.texts()).toEqual(['b']);
});

test('only the holder of the lease sends', async () => {
  const it = await outboxBot();
  Object.assign(it.desk.store.instances, { bot: async () => ({ id: 'another', pid: 1 }) });
  await it.pass(2_000);
  await it.put('a', 'a');
  await it.pass(5_000);
  expect(it.chat.calls).toEqual([]);
  Object.assign(it.desk.store.instances, { bot: async () => ({ id: it.desk.instance, pid: 1 }) });
  await it.pass(2_000);
  await it.sent();
  expect(it.texts()).toEqual(['a']);
});

test('what another process puts is found and sent', async () => {
  const it = await outboxBot();
  const { store, close } = await openStore({ folder: it.folder, instance: 'cli', now: it.clock.now });
  onTestFinished(() => close());
  await store.outbox.put(it.posting('a', 'a'));
  await it.pass(1_000);
  await it.sent();
  expect(it.texts()).toEqual(['a']);
});
