import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import { badRequest, Refusal, tooManyRequests } from '../../emulators/telegram/refusal.ts';
import { alice, bob, botOnTelegram, group } from './telegram-world.ts';

/** A bot of its own for each test, so that what one waits for the others wait for too. */
async function open({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const it = await botOnTelegram();
  onTestFinished(() => it.close());
  return {
    it,
    put: it.put,
    sent: it.sent,
    statusesOf: (method: string) =>
      it.telegram.calls.filter((call) => call.method === method).map(({ status }) => status),
  };
}

describe.concurrent('through the outbox', () => {
  test('retry_after is obeyed for its chat, others go on', async (context) => {
    const { it, put, sent, statusesOf } = await open(context);
    it.telegram.faults.next('sendMessage', { refuse: tooManyRequests(1) });
    await put('a', 'one');
    await it.until(() => statusesOf('sendMessage').length === 1);
    await put('b', 'two');
    await put('c', 'beside', alice);
    await sent();
    expect(it.texts(bob)).toEqual(['one', 'two']);
    expect(it.texts(alice)).toEqual(['beside']);
    const tries = it.telegram.calls.filter(
      ({ method, params }) => method === 'sendMessage' && String(params.text).includes('one'),
    );
    expect((tries[1]?.atMs ?? 0) - (tries[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test('a reply that was lost, a gateway that broke: sent again, and it says that it may be a repetition', async (context) => {
    const { it, put, sent } = await open(context);
    it.telegram.faults.next('sendMessage', 'lost-reply');
    await put('a', 'restarted');
    await sent();
    expect(it.texts(bob)).toEqual([
      'restarted',
      expect.stringMatching(/^\? You may have seen this before.*\n\nrestarted$/s),
    ]);
    it.telegram.faults.next('sendMessage', { gateway: 502 });
    await put('b', 'again', alice);
    await sent();
    expect(it.texts(alice)).toEqual([expect.stringMatching(/again$/)]);
  });

  test('a Telegram that is not there for a while gets everything afterwards, in order', async (context) => {
    const { it, put, sent, statusesOf } = await open(context);
    it.telegram.faults.outage('cut', 'sendMessage');
    for (const text of ['one', 'two', 'three']) await put(text, text);
    await it.until(() => statusesOf('sendMessage').length >= 2);
    it.telegram.faults.outage(undefined);
    await sent();
    expect(it.texts(bob).map((text) => text.split('\n').at(-1))).toEqual(['one', 'two', 'three']);
    expect(it.logged.join('\n')).not.toContain(it.telegram.token);
  });

  test.for(["can't parse entities: Unsupported start tag", 'message is too long'])(
    'what is refused with "%s" arrives plain, and inert all the same',
    async (why, context) => {
      const { it, put, sent } = await open(context);
      it.telegram.faults.next('sendMessage', { refuse: badRequest(why) });
      await put('a', '@all restarted');
      await sent();
      const [shown] = it.telegram.shown(bob);
      expect(shown?.html).toBeUndefined();
      expect(shown?.text).toContain('restarted');
      expect(shown?.entities).toEqual([]);
    },
  );

  test('"not modified" is as good as done', async (context) => {
    const { it, put, sent, statusesOf } = await open(context);
    await put('a', 'one');
    await sent();
    it.telegram.faults.next('editMessageText', {
      refuse: badRequest('message is not modified: specified new message content'),
    });
    await put('a', 'two');
    await sent();
    expect(statusesOf('editMessageText')).toEqual([400]);
    expect(statusesOf('sendMessage')).toEqual([200]);
  });

  test('a message somebody deleted is said anew', async (context) => {
    const { it, put, sent } = await open(context);
    await put('a', 'half way');
    await sent();
    const chat = it.telegram.world.chats.get(bob);
    if (chat !== undefined) chat.messages = [];
    await put('a', 'done');
    await sent();
    expect(it.texts(bob)).toEqual(['done']);
  });

  test('who blocked the bot, or never wrote to it, is spoken of to the admins, and written to again when they write', async (context) => {
    const { it, put, sent } = await open(context);
    const chat = it.telegram.world.chats.get(bob);
    if (chat !== undefined) chat.status = 'blocked';
    await put('a', 'the answer');
    await sent();
    expect(it.texts(alice)).toEqual([expect.stringMatching(/This was for Bob.*the answer/s)]);
    expect(it.desk.places?.('bob')).toEqual([]);
    it.telegram.type(bob, '/whoami');
    await it.until(() => it.texts(bob).some((text) => text.includes('You are Bob')));
    expect(it.desk.places?.('bob')).toHaveLength(1);
  });

  test('a group is given no more than it takes: Telegram never has to refuse', async (context) => {
    const { it, put, statusesOf } = await open(context);
    for (let at = 0; at < 24; at++) await put(`g${at}`, `message ${at}`, group);
    await it.until(() => it.texts(group).length === 20);
    await put('private', 'beside');
    await it.until(() => it.texts(bob).length === 1);
    await it.until(() => it.logged.some((line) => line.includes('"key":"g20"')));
    expect(statusesOf('sendMessage')).toEqual(Array.from({ length: 21 }, () => 200));
    expect(it.texts(group)).toEqual(Array.from({ length: 20 }, (_, at) => `message ${at}`));
  });

  test('files that are refused for a moment follow; the words they belong to are there once', async (context) => {
    const { it, put, sent } = await open(context);
    const path = join(it.folder, 'errors.log');
    writeFileSync(path, 'one\n');
    it.telegram.faults.next('sendDocument', { refuse: tooManyRequests(1) });
    it.telegram.faults.next('sendDocument', { gateway: 502 });
    await put('a', {
      blocks: [
        { type: 'heading', text: outside('errors') },
        { type: 'file', name: 'errors.log', path, bytes: 4 },
      ],
    });
    await sent();
    expect(it.telegram.shown(bob).map(({ text, document }) => document?.name ?? text.split('\n')[0])).toEqual([
      'errors',
      'errors.log',
    ]);
  });

  test('a file that will never be taken is said to be missing, and holds up nothing', async (context) => {
    const { it, put, sent } = await open(context);
    const path = join(it.folder, 'huge.log');
    writeFileSync(path, 'one\n');
    it.telegram.faults.next('sendDocument', { refuse: new Refusal(413, 'Request Entity Too Large') });
    await put('a', {
      blocks: [
        { type: 'heading', text: outside('errors') },
        { type: 'file', name: 'huge.log', path, bytes: 4 },
      ],
    });
    await put('b', 'next');
    await sent();
    expect(it.texts(bob).map((text) => text.split('\n')[0]?.replaceAll('\u2060', ''))).toEqual([
      'errors',
      'huge.log could not be sent: 413 Request Entity Too Large',
      'next',
    ]);
  });

  test('what is too long comes shortened, with all of it as a file', async (context) => {
    const { it, put, sent } = await open(context);
    const lines = Array.from({ length: 300 }, (_, at) => `line ${at} of what was found in the log of the service`);
    await put('a', {
      blocks: [
        { type: 'heading', text: outside('errors') },
        { type: 'code', text: lines.join('\n') },
      ],
    });
    await sent();
    const [message, file] = it.telegram.shown(bob);
    expect(message?.text).toContain('lines left out');
    expect(file?.document?.name).toBe('answer.txt');
    expect(file?.document?.bytes.toString()).toContain('line 150 of');
  });
});

test('a value asked for privately is taken in the private chat, its message deleted, and nothing keeps it', async (context) => {
  const { it } = await open(context);
  const key = 'sk-live-1234567890abcdef';
  it.telegram.type(bob, '/give key demo', { chat: group });
  await it.until(() => it.telegram.shown(bob).some(({ forceReply }) => forceReply === true));
  const { shown } = it.telegram.type(bob, key);
  await it.until(() =>
    it
      .texts(group)
      .concat(it.texts(bob))
      .some((text) => /run 1/.test(text)),
  );
  await it.until(() => it.telegram.world.chats.get(bob)?.messages.every(({ id }) => id !== shown.id));
  expect(it.world.effects.join(' ')).toContain(String(key.length));
  const rows = await it.desk.store.outbox.get(`answer:telegram:42:${bob}:${shown.id}`);
  expect(JSON.stringify(rows)).not.toContain(key);
  expect([...it.texts(bob), ...it.texts(group), ...it.logged].join('\n')).not.toContain(key);
  it.telegram.type(bob, '/whoami');
  await it.until(() => it.texts(bob).some((text) => text.includes('You are Bob')));
});

test('a value whose message may not be deleted is still taken, and the person is told to delete it', async (context) => {
  const { it } = await open(context);
  const key = 'sk-live-1234567890abcdef';
  it.telegram.faults.next('deleteMessage', { refuse: badRequest("message can't be deleted") });
  it.telegram.type(bob, '/give key demo');
  await it.until(() => it.telegram.shown(bob).some(({ forceReply }) => forceReply === true));
  it.telegram.type(bob, key);
  await it.until(() => it.texts(bob).some((text) => /run 1/.test(text)));
  await it.until(() => it.texts(bob).some((text) => text.includes('Delete')));
  expect(it.world.effects).toEqual([`put secret of ${key.length}`]);
  expect([...it.texts(bob), ...it.logged].join('\n')).not.toContain(key);
});
