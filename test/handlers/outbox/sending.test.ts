import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import type { Conversation, Message } from '../../../src/handlers/message.ts';
import type { Posting } from '../../../src/handlers/store/outbox.ts';
import { type ABot, aBot } from '../../fakes/a-bot.ts';
import { fakePlatform } from '../../fakes/fake-platform.ts';

const room: Conversation = { platform: 'test', tenant: '', space: 'ops' };
const words = (text: string): Message => ({ blocks: [{ type: 'heading', text: outside(text) }] });

let it: ABot;
const open = async (options: Parameters<typeof aBot>[0] = {}): Promise<ABot> => {
  it = await aBot({ environment: 'lab', ...options });
  return it;
};
afterEach(() => it.close());

const put = (key: string, text: string, more: Partial<Posting> = {}) =>
  it.desk.store.outbox.put({
    key,
    conversation: room,
    kind: 'final',
    insist: true,
    message: words(text),
    atMs: it.clock.now(),
    ...more,
  });
const texts = () => it.reads('ops').map((text) => text.split('\n').at(-1));

describe('the messages of one conversation', () => {
  test('are shown in the order they were put, others beside them', async () => {
    await open();
    const other: Conversation = { ...room, space: 'dev' };
    for (let at = 0; at < 20; at++) {
      await put(`a${at}`, `a${at}`);
      await put(`b${at}`, `b${at}`, { conversation: other });
    }
    await it.sent();
    expect(texts()).toEqual(Array.from({ length: 20 }, (_, at) => `a${at}`));
    expect(it.reads('dev')).toEqual(Array.from({ length: 20 }, (_, at) => `b${at}`));
  });

  test('wait for the one before them that is refused for now', async () => {
    await open();
    it.chat.faults.push({ posted: false, retry: 'later', why: 'busy' });
    for (const text of ['one', 'two', 'three']) await put(text, text);
    await it.until(() => it.chat.calls.length === 1);
    await it.pass(500);
    expect(it.chat.calls).toHaveLength(1);
    await it.pass(2_000);
    await it.sent();
    expect(texts()).toEqual(['one', 'two', 'three']);
  });

  test('that hang hold up nobody else, on the same platform or another', async () => {
    let second = fakePlatform({ name: 'other', now: () => 0 });
    await open({
      platforms: (clock) => {
        second = fakePlatform({ name: 'other', now: clock.now });
        return [fakePlatform({ now: clock.now }), second];
      },
    });
    it.chat.outage = 'hangs';
    for (let at = 0; at < 30; at++) await put(`h${at}`, 'x', { conversation: { ...room, space: `room-${at}` } });
    await put('fine', 'fine', { conversation: { platform: 'other', tenant: '', space: 'ops' } });
    await it.until(() => second.shown.length === 1);
    expect(it.chat.calls.length).toBeLessThanOrEqual(8);
    it.chat.outage = undefined;
    it.chat.letGo();
    await it.sent();
    expect(it.chat.shown).toHaveLength(30);
  });
});

describe('edits', () => {
  test('are coalesced to the newest, at the pace of the platform', async () => {
    await open({ platforms: (clock) => [fakePlatform({ now: clock.now, limits: { editsPerMinute: 20 } })] });
    await put('run', 'state 0', { kind: 'progress' });
    await it.sent();
    for (let at = 1; at <= 100; at++) {
      await put('run', `state ${at}`, { kind: 'progress' });
      await it.pass(100);
    }
    await put('run', 'done');
    await it.pass(4_000);
    await it.sent();
    expect(texts()).toEqual(['done']);
    const edits = it.chat.calls.filter(({ call }) => call === 'edit');
    expect(edits.length).toBeGreaterThan(2);
    expect(edits.length).toBeLessThanOrEqual(5);
    const gaps = edits.slice(1).map(({ atMs }, at) => atMs - (edits[at]?.atMs ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3_000);
  });

  test('of what was not shown yet change it where it stands in line', async () => {
    await open();
    it.chat.outage = { posted: false, retry: 'later', why: 'down' };
    await put('first', 'old words');
    await put('second', 'second');
    await put('first', 'new words');
    it.chat.outage = undefined;
    await it.pass(3_000);
    await it.sent();
    expect(texts()).toEqual(['new words', 'second']);
    expect(it.chat.shown[0]?.edits).toBe(0);
  });

  test('of a progress never take back the end', async () => {
    await open();
    await put('run', 'done');
    await put('run', 'half way', { kind: 'progress' });
    await it.pass(3_000);
    await it.sent();
    expect(texts()).toEqual(['done']);
  });

  test('of a progress are given up when they are old, and the end is not', async () => {
    await open();
    it.chat.outage = { posted: false, retry: 'later', why: 'down' };
    await put('run', 'half way', { kind: 'progress' });
    await put('answer', 'the answer');
    await it.pass(11 * 60_000);
    it.chat.outage = undefined;
    await it.pass(120_000);
    await it.sent();
    expect(texts()).toEqual(['the answer']);
  });

  test('where nothing can be edited become a message of their own, progress none', async () => {
    await open({ platforms: (clock) => [fakePlatform({ now: clock.now, edits: false })] });
    await put('run', 'asked');
    await it.sent();
    await put('run', 'half way', { kind: 'progress' });
    await put('run', 'denied');
    await it.pass(2_000);
    await it.sent();
    expect(texts()).toEqual(['asked', 'denied']);
  });

  test('of a message that somebody deleted say it anew', async () => {
    await open();
    await put('run', 'asked');
    await it.sent();
    it.chat.shown.splice(0);
    await put('run', 'done');
    await it.pass(2_000);
    await it.sent();
    expect(texts()).toEqual(['done']);
  });
});

describe('Retry-After', () => {
  test('is obeyed for its conversation; others go on', async () => {
    await open();
    it.chat.closed.set('ops', { posted: false, retry: 'later', afterMs: 30_000, why: '429' });
    await put('a', 'a');
    await it.until(() => it.chat.calls.length === 1);
    await put('b', 'b', { conversation: { ...room, space: 'dev' } });
    await it.until(() => it.chat.in('dev').length === 1);
    it.chat.closed.clear();
    await it.pass(29_000);
    expect(it.chat.in('ops')).toEqual([]);
    await it.pass(2_000);
    await it.sent();
    expect(texts()).toEqual(['a']);
  });

  test('of the whole platform is obeyed for all its conversations, and for no other platform', async () => {
    let second = fakePlatform({ name: 'other', now: () => 0 });
    await open({
      platforms: (clock) => {
        second = fakePlatform({ name: 'other', now: clock.now });
        return [fakePlatform({ now: clock.now }), second];
      },
    });
    it.chat.faults.push({ posted: false, retry: 'later', afterMs: 30_000, scope: 'platform', why: '429' });
    await put('a', 'a');
    await it.until(() => it.chat.calls.length === 1);
    await put('b', 'b', { conversation: { ...room, space: 'dev' } });
    await put('c', 'c', { conversation: { platform: 'other', tenant: '', space: 'ops' } });
    await it.until(() => second.shown.length === 1);
    await it.pass(29_000);
    expect(it.chat.calls).toHaveLength(1);
    await it.pass(2_000);
    await it.sent();
    expect(it.chat.shown).toHaveLength(2);
  });
});

test('a platform that is down for an hour gets everything when it is back, in order, with its true time', async () => {
  await open();
  it.chat.outage = { posted: false, retry: 'later', why: '503' };
  for (const text of ['one', 'two']) await put(text, text);
  for (let minute = 0; minute < 60; minute++) await it.pass(60_000);
  expect(it.chat.shown).toEqual([]);
  expect(it.chat.calls.length).toBeLessThan(90);
  it.chat.outage = undefined;
  await it.pass(90_000);
  await it.sent();
  expect(texts()).toEqual(['one', 'two']);
  expect(it.reads('ops')[0]).toContain('This is from 11:12:08 CST; it could not be sent until now.');
}, 60_000);

test('what is refused in its rich form is sent again plain, once, and stays plain', async () => {
  await open();
  it.chat.faults.push({ posted: false, retry: 'plain', why: 'invalid_blocks' });
  await put('a', 'a');
  await it.sent();
  expect(it.chat.shown.map(({ outgoing }) => outgoing.plain)).toEqual([true]);
  await put('a', 'b');
  await it.pass(2_000);
  await it.sent();
  expect(it.chat.calls.at(-1)?.call).toBe('edit');
  expect(texts()).toEqual(['b']);
});

describe('a conversation that cannot be written to', () => {
  const never = { posted: false, retry: 'never', why: 'the bot was removed' } as const;

  test('hands its answer to its person elsewhere, which says so', async () => {
    await open();
    it.chat.closed.set('ops', never);
    await put('a', 'the answer', { person: 'bob' });
    await it.sent();
    expect(it.reads('bob')).toEqual([expect.stringMatching(/Said here because test:ops .*\nthe answer/s)]);
    await put('a', 'the answer, edited', { person: 'bob' });
    await it.pass(2_000);
    await it.sent();
    expect(it.reads('bob')).toEqual([expect.stringContaining('the answer, edited')]);
  });

  test('tries each place of the person, then the admins', async () => {
    await open();
    for (const space of ['ops', 'bob', 'bob-phone']) it.chat.closed.set(space, never);
    await put('a', 'the answer', { person: 'bob' });
    await it.sent();
    for (const admin of ['alice', 'chenwei']) {
      expect(it.reads(admin)).toEqual([expect.stringContaining('the answer')]);
      expect(it.reads(admin)[0]).toContain('Bob');
    }
  });

  test('with nobody left keeps it in the log and the trail', async () => {
    await open();
    for (const space of ['ops', 'bob', 'bob-phone']) it.chat.closed.set(space, never);
    const { policy, ...settings } = it.desk.settings();
    const alone = { ...settings, policy: { ...policy, people: { bob: policy.people.bob } } };
    Object.assign(it.desk, { settings: () => alone });
    await put('a', 'the answer', { person: 'bob' });
    await it.sent();
    expect(it.logged.join('\n')).toContain('a message reached nobody');
    const [row] = await it.desk.store.audit.list({ limit: 1 });
    expect(row).toMatchObject({ event: 'message.undeliverable', reason: expect.stringContaining('a: ') });
  });

  test('is tried once for a progress, and the end is still raised', async () => {
    await open();
    it.chat.closed.set('ops', never);
    await put('a', 'half way', { person: 'bob', kind: 'progress' });
    await it.sent();
    expect(it.chat.shown).toEqual([]);
    await put('a', 'the end', { person: 'bob' });
    await it.sent();
    expect(it.reads('bob')).toEqual([expect.stringContaining('the end')]);
  });

  test('is the same as a platform that is not there any more', async () => {
    await open();
    await put('a', 'the answer', { person: 'bob', conversation: { platform: 'gone', tenant: '', space: 'ops' } });
    await it.sent();
    expect(it.reads('bob')).toEqual([expect.stringContaining('the answer')]);
  });
});

test('only the holder of the lease sends', async () => {
  await open();
  Object.assign(it.desk.store.instances, { bot: async () => ({ id: 'another', pid: 1 }) });
  await it.pass(2_000);
  await put('a', 'a');
  await it.pass(5_000);
  expect(it.chat.calls).toEqual([]);
  Object.assign(it.desk.store.instances, { bot: async () => ({ id: it.desk.instance, pid: 1 }) });
  await it.pass(2_000);
  await it.sent();
  expect(texts()).toEqual(['a']);
});

test('what another process puts is found and sent', async () => {
  await open();
  const cli = await aBotsNeighbour(it);
  await cli.put({
    key: 'a',
    conversation: room,
    kind: 'final',
    insist: true,
    message: words('a'),
    atMs: it.clock.now(),
  });
  await it.pass(1_000);
  await it.sent();
  expect(texts()).toEqual(['a']);
});

async function aBotsNeighbour(bot: ABot) {
  const { openStore } = await import('../../../src/bot/storage/open-store.ts');
  const opened = await openStore({ folder: bot.folder, instance: 'cli', now: bot.clock.now });
  onTestFinished(() => opened.close());
  return opened.store.outbox;
}
