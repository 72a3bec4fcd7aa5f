import { describe, expect, test } from 'vitest';
import { fakePlatform } from '../../fakes/fake-platform.ts';
import { outboxBot } from './outbox-bot.ts';

describe('edits', () => {
  test('are coalesced to the newest, at the pace of the platform', async () => {
    const it = await outboxBot({
      platforms: (clock) => [fakePlatform({ now: clock.now, limits: { editsPerMinute: 20 } })],
    });
    await it.put('run', 'state 0', { kind: 'progress' });
    await it.sent();
    for (let at = 1; at <= 100; at++) {
      await it.put('run', `state ${at}`, { kind: 'progress' });
      await it.pass(100);
    }
    await it.put('run', 'done');
    await it.pass(4_000);
    await it.sent();
    expect(it.texts()).toEqual(['done']);
    const edits = it.chat.calls.filter(({ call }) => call === 'edit');
    expect(edits.length).toBeGreaterThan(2);
    expect(edits.length).toBeLessThanOrEqual(5);
    const gaps = edits.slice(1).map(({ atMs }, at) => atMs - (edits[at]?.atMs ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3_000);
  });

  test('of what was not shown yet change it where it stands in line', async () => {
    const it = await outboxBot();
    it.chat.outage = { posted: false, retry: 'later', why: 'down' };
    await it.put('first', 'old words');
    await it.put('second', 'second');
    await it.put('first', 'new words');
    it.chat.outage = undefined;
    await it.pass(3_000);
    await it.sent();
    expect(it.texts()).toEqual(['new words', 'second']);
    expect(it.chat.shown[0]?.edits).toBe(0);
  });

  test('of a progress never take back the end', async () => {
    const it = await outboxBot();
    await it.put('run', 'done');
    await it.put('run', 'half way', { kind: 'progress' });
    await it.pass(3_000);
    await it.sent();
    expect(it.texts()).toEqual(['done']);
  });

  test('of a progress are given up when they are old, and the end is not', async () => {
    const it = await outboxBot();
    it.chat.outage = { posted: false, retry: 'later', why: 'down' };
    await it.put('run', 'half way', { kind: 'progress' });
    await it.put('answer', 'the answer');
    await it.pass(11 * 60_000);
    it.chat.outage = undefined;
    await it.pass(120_000);
    await it.sent();
    expect(it.texts()).toEqual(['the answer']);
  });

  test('where nothing can be edited become a message of their own, progress none', async () => {
    const it = await outboxBot({ platforms: (clock) => [fakePlatform({ now: clock.now, edits: false })] });
    await it.put('run', 'asked');
    await it.sent();
    await it.put('run', 'half way', { kind: 'progress' });
    await it.put('run', 'denied');
    await it.pass(2_000);
    await it.sent();
    expect(it.texts()).toEqual(['asked', 'denied']);
  });

  test('of a message that somebody deleted say it anew', async () => {
    const it = await outboxBot();
    await it.put('run', 'asked');
    await it.sent();
    it.chat.shown.splice(0);
    await it.put('run', 'done');
    await it.pass(2_000);
    await it.sent();
    expect(it.texts()).toEqual(['done']);
  });
});
