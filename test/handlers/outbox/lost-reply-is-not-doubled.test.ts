import { afterEach, expect, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import { type ABot, aBot } from '../../fakes/a-bot.ts';
import { fakePlatform } from '../../fakes/fake-platform.ts';

let it: ABot;
afterEach(() => it.close());

const put = (text: string) =>
  it.desk.store.outbox.put({
    key: 'answer',
    conversation: { platform: 'test', tenant: '', space: 'ops' },
    kind: 'final',
    insist: true,
    message: { blocks: [{ type: 'heading', text: outside(text) }] },
    atMs: it.clock.now(),
  });

test('a message whose reply was lost is sent again with its key, and stands there once', async () => {
  it = await aBot();
  it.chat.faults.push('lost-reply', 'lost-reply');
  await put('restarted');
  await it.pass(10_000);
  await it.sent();
  expect(it.reads('ops')).toEqual(['restarted']);
  expect(new Set(it.chat.calls.map(({ key }) => key)).size).toBe(1);
  expect(it.chat.calls.map(({ again }) => again)).toEqual([false, true, true]);
});

test('where the platform cannot tell, the second one says that it may be a repetition', async () => {
  it = await aBot({ platforms: (clock) => [fakePlatform({ now: clock.now, tellsRepeats: false })] });
  it.chat.faults.push('lost-reply');
  await put('restarted');
  await it.pass(10_000);
  await it.sent();
  expect(it.reads('ops')).toEqual(['restarted', expect.stringMatching(/You may have seen this before.*\nrestarted/s)]);
});

test('one that was refused outright is not called a repetition', async () => {
  it = await aBot({ platforms: (clock) => [fakePlatform({ now: clock.now, tellsRepeats: false })] });
  it.chat.faults.push({ posted: false, retry: 'later', afterMs: 1_000, why: '429' });
  await put('restarted');
  await it.pass(10_000);
  await it.sent();
  expect(it.reads('ops')).toEqual(['restarted']);
});

test('words that changed while nobody knew follow as an edit of the one that stands there', async () => {
  it = await aBot();
  it.chat.faults.push('lost-reply');
  await put('half way');
  await it.until(() => it.chat.shown.length === 1);
  await put('done');
  await it.pass(10_000);
  await it.sent();
  expect(it.reads('ops')).toEqual(['done']);
  expect(it.chat.calls.map(({ call, key }) => `${call} ${key}`)).toEqual([
    'post answer#1',
    'post answer#1',
    'edit answer#2',
  ]);
});

test('a message found half sent after a restart is sent again with its key', async () => {
  it = await aBot();
  it.chat.faults.push('hangs');
  await put('restarted');
  await it.until(() => it.chat.shown.length === 1);
  // The process ends here: nobody wrote down that it was shown.
  const { chat, folder, clock } = it;
  await it.desk.store.instances.leave('this');
  const next = await aBot({ folder, clock, instance: 'next', platforms: () => [chat] });
  await next.sent();
  expect(next.reads('ops')).toEqual(['restarted']);
  expect(chat.calls.map(({ key }) => key)).toEqual(['answer#1', 'answer#1']);
  chat.letGo();
  await next.close();
});
