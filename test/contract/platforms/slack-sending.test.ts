import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import { alice, bob, botOnSlack, mallory, room } from './slack-world.ts';

/** A bot of its own for each test, so that what one waits for the others wait for too. */
async function open({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const it = await botOnSlack();
  onTestFinished(() => it.close());
  await it.until(() => it.slack.links.ready());
  const statusesOf = (method: string) => it.slack.calls.filter((call) => call.method === method);
  return { it, slack: it.slack, statusesOf };
}

describe.concurrent('through the outbox', () => {
  test('Retry-After is obeyed for its channel, others go on', async (context) => {
    const { it, slack, statusesOf } = await open(context);
    slack.faults.next('chat.postMessage', { tooMany: 1 });
    await it.put('a', 'one');
    await it.until(() => statusesOf('chat.postMessage').length === 1);
    await it.put('b', 'two');
    await it.put('c', 'beside', alice);
    await it.sent();
    expect(it.texts(bob)).toEqual(['one', 'two']);
    expect(it.texts(alice)).toEqual(['beside']);
    const tries = statusesOf('chat.postMessage').filter(({ params }) => params.text === 'one');
    expect((tries[1]?.atMs ?? 0) - (tries[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test.for([
    ['a reply that was lost', 'lost-reply'],
    ['a gateway that gave up after it was done', { gateway: 504, done: true }],
  ] as const)('%s: the message is found and not posted again, and says nothing of it', async ([, fault], context) => {
    const { it, slack } = await open(context);
    for (const [at, place] of [bob, room].entries()) {
      slack.faults.next('chat.postMessage', fault);
      await it.put(`a${at}`, 'restarted', place);
      await it.sent();
      expect(it.texts(place)).toEqual(['restarted']);
    }
  });

  test('a message that did not arrive is posted, once', async (context) => {
    const { it, slack } = await open(context);
    slack.faults.next('chat.postMessage', { gateway: 502 });
    slack.faults.next('chat.postMessage', 'cut');
    await it.put('a', 'restarted');
    await it.sent();
    expect(it.texts(bob)).toEqual(['restarted']);
  });

  test.for([':history', 'metadata.message:read'])(
    'where the bot may not read what it wrote (%s), a second try says that it may be one',
    async (scope, context) => {
      const { it, slack } = await open(context);
      slack.world.scopes = slack.world.scopes.filter((each) => !each.endsWith(scope));
      slack.faults.next('chat.postMessage', 'lost-reply');
      await it.put('a', 'restarted');
      await it.sent();
      expect(it.texts(bob)).toEqual([
        'restarted',
        expect.stringMatching(/^\? You may have seen this before.*\nrestarted$/s),
      ]);
    },
  );

  test('a Slack that is not there for a while gets everything afterwards, once, in order', async (context) => {
    const { it, slack, statusesOf } = await open(context);
    slack.faults.outage('cut');
    for (const text of ['one', 'two', 'three']) await it.put(text, text);
    await it.until(() => slack.calls.length > 3 && statusesOf('conversations.open').length >= 2);
    slack.faults.outage(undefined);
    await it.sent();
    expect(it.texts(bob)).toEqual(['one', 'two', 'three']);
    expect(it.logged.join('\n')).not.toContain(slack.world.botToken);
  });

  test.for(['invalid_blocks', 'msg_blocks_too_long'])(
    'what is refused with %s arrives plain',
    async (refuse, context) => {
      const { it, slack } = await open(context);
      slack.faults.next('chat.postMessage', { refuse });
      await it.put('a', 'look at <!channel>');
      await it.sent();
      const [shown] = slack.shown(bob);
      expect([shown?.blocks, shown?.read.replaceAll('\u2060', ''), shown?.alive]).toEqual([
        undefined,
        'look at <!channel>',
        [],
      ]);
    },
  );

  test('a file comes in three steps, below its words, once, and a broken upload goes on where it broke', async (context) => {
    const { it, slack, statusesOf } = await open(context);
    mkdirSync(join(it.folder, 'x'), { recursive: true });
    writeFileSync(join(it.folder, 'x/errors.log'), 'one\ntwo\n');
    slack.faults.next('files.completeUploadExternal', { refuse: 'internal_error' });
    await it.put(
      'report',
      {
        blocks: [
          { type: 'heading', text: outside('errors') },
          { type: 'file', name: 'errors.log', path: join(it.folder, 'x/errors.log'), bytes: 8 },
          { type: 'file', name: 'passwd', path: '/etc/passwd', bytes: 1 },
        ],
      },
      room,
    );
    await it.sent();
    const [words, file, ...more] = slack.shown(room);
    expect(more).toEqual([]);
    expect([words?.read.split('\n')[0], file?.thread, file?.file?.name, file?.file?.bytes.toString()]).toEqual([
      'errors',
      words?.ts,
      'errors.log',
      'one\ntwo\n',
    ]);
    expect(statusesOf('chat.postMessage')).toHaveLength(1);
  });
});

describe.concurrent('what people do', () => {
  test('a thread, a room and a private chat are conversations of their own; a stranger is told their id', async (context) => {
    const { it, slack } = await open(context);
    const { ts } = slack.say(bob, 'whoami', { channel: room });
    await it.until(() => it.texts(room).length === 1);
    slack.say(bob, '/whoami', { channel: room, thread: ts });
    await it.until(() => slack.shown(room).some(({ thread }) => thread === ts));
    slack.slash(bob, '/zhiban whoami');
    await it.until(() => it.texts(bob).length === 1);
    slack.say(mallory, '/health');
    await it.until(() => it.texts(mallory).some((text) => text.includes('You are slack:T1:UMALLORY')));
    for (const place of [room, bob, mallory]) expect(slack.shown(place).flatMap(({ alive }) => alive)).toEqual([]);
  });

  test('a room the bot is not in: who asked is answered in private', async (context) => {
    const { it, slack } = await open(context);
    slack.channel('C2', { member: false });
    slack.slash(bob, '/whoami', { channel: 'C2' });
    await it.until(() => it.texts(bob).some((text) => text.includes('does not take messages')));
  });

  test('bots, edits and talk among people are left alone', async (context) => {
    const { it, slack } = await open(context);
    const event = { type: 'message', channel_type: 'im', channel: 'DBOB', ts: '1.1', text: '/whoami' };
    const bring = (more: object) => slack.links.deliver('events_api', { team_id: 'T1', event: { ...event, ...more } });
    bring({ user: 'UBOT' });
    bring({ user: bob, bot_id: 'B2' });
    bring({ user: bob, subtype: 'message_changed' });
    bring({ user: bob, channel_type: 'channel', channel: room });
    bring({ user: bob, ts: '2.2' });
    await it.until(() => it.texts(bob).length === 1);
    await it.sent();
    expect([it.texts(bob).length, it.texts(room).length]).toEqual([1, 0]);
  });
});
