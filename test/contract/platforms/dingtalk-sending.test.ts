import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import type { Message } from '../../../src/handlers/message.ts';
import { errcode, noScope, overQps, unknownSession } from '../../emulators/dingtalk/refusal.ts';
import { unzipped } from '../../emulators/dingtalk/unzipped.ts';
import { alice, bob, botOnDingTalk, type DingTalkOptions, group } from './dingtalk-world.ts';

/** A bot of its own for each test, so that what one waits for the others wait for too. */
async function open({ onTestFinished }: Pick<TestContext, 'onTestFinished'>, options: DingTalkOptions = {}) {
  const it = await botOnDingTalk(options);
  onTestFinished(() => it.close());
  await it.until(() => it.dingtalk.sockets.ready());
  return {
    it,
    put: it.put,
    sent: it.sent,
    statusesOf: (end: string) =>
      it.dingtalk.calls.filter(({ route }) => route.endsWith(end)).map(({ status }) => status),
  };
}
const home = `@${bob}`;

describe.concurrent('through the outbox', () => {
  test('first by the session, and as the robot once that has ended, with one access token', async (context) => {
    const { it, put, sent, statusesOf } = await open(context);
    it.dingtalk.type(bob, '/whoami', { group });
    await it.until(() => it.texts(group).length === 1);
    await put('a', 'one', group);
    await sent();
    it.dingtalk.expireSessions();
    for (const key of ['two', 'three']) await put(key, key, group);
    await sent();
    expect(it.dingtalk.shown(group).map(({ via }) => via)).toEqual(['session', 'session', 'openapi', 'openapi']);
    expect(it.texts(group).slice(1)).toEqual(['one', 'two', 'three']);
    expect(statusesOf('/accessToken')).toEqual([200]);
  });

  test('an access token that is not taken any more is replaced, once', async (context) => {
    const { it, put, sent, statusesOf } = await open(context);
    await put('a', 'one');
    await sent();
    it.dingtalk.expireTokens();
    await put('b', 'two');
    await sent();
    expect(it.texts(home)).toEqual(['one', 'two']);
    expect(statusesOf('/batchSend')).toEqual([200, 401, 200]);
  });

  test('over the calls a second, said with 403: later, and nothing is lost or doubled', async (context) => {
    const { it, put, sent, statusesOf } = await open(context);
    it.dingtalk.faults.next('private', { refuse: overQps });
    await put('a', 'one');
    await put('b', 'two');
    await sent();
    expect(it.texts(home)).toEqual(['one', 'two']);
    expect(statusesOf('/batchSend')).toEqual([403, 200, 200]);
  });

  test('an error in a 200 is an error: the session is given up and the robot says it', async (context) => {
    const { it, sent } = await open(context);
    it.dingtalk.faults.next('session', { refuse: unknownSession });
    it.dingtalk.type(bob, '/whoami');
    await it.until(() => it.texts(home).length === 1);
    await sent();
    expect(it.dingtalk.shown(home)[0]?.via).toBe('openapi');
  });

  test('busy, a reply that was lost: sent again, and it says that it may be a repetition', async (context) => {
    const { it, put, sent } = await open(context);
    it.dingtalk.faults.next('private', 'lost-reply');
    await put('a', 'restarted');
    await sent();
    expect(it.texts(home)).toEqual([
      'restarted',
      expect.stringMatching(/^\? You may have seen this before.*\n\nrestarted$/s),
    ]);
    it.dingtalk.faults.next('group', { gateway: 503 });
    await put('b', 'again', group);
    await sent();
    expect(it.texts(group)).toEqual([expect.stringMatching(/again$/)]);
  });

  test('a DingTalk that is not there for a while gets everything afterwards, in order', async (context) => {
    const { it, put, sent, statusesOf } = await open(context);
    it.dingtalk.faults.outage('cut', 'private');
    for (const text of ['one', 'two', 'three']) await put(text, text);
    await it.until(() => statusesOf('/batchSend').length >= 2);
    it.dingtalk.faults.outage();
    await sent();
    expect(it.texts(home).map((text) => text.split('\n').at(-1))).toEqual(['one', 'two', 'three']);
    const logged = it.logged.join('\n');
    for (const secret of ['of-the-emulator', it.dingtalk.world.clientSecret, 'sendBySession'])
      expect(logged).not.toContain(secret);
  });

  test('a form it does not take arrives plain, and inert all the same', async (context) => {
    const { it, put, sent } = await open(context);
    it.dingtalk.faults.next('private', { refuse: errcode(460_101, 'too long') });
    await put('a', '@all restarted');
    await sent();
    expect(it.dingtalk.shown(home)).toMatchObject([{ kind: 'text', raw: '@\u2060all restarted', calls: [] }]);
  });

  test('one whom DingTalk does not know cannot be written to: the admins are told', async (context) => {
    const { it, put, sent } = await open(context);
    it.dingtalk.world.people.delete(bob);
    await put('a', 'for bob');
    await it.until(() => it.texts(`@${alice}`).some((text) => text.includes('for bob')));
    await sent();
    expect(it.texts(`@${alice}`)[0]).toContain('This was for Bob, who cannot be reached');
  });

  test('a card changes in place, loses its buttons, and is said in markdown when cards may not be sent', async (context) => {
    const { it, put, sent } = await open(context, { cards: true });
    const plan: Message = {
      blocks: [
        { type: 'heading', text: outside('Restart llm') },
        { type: 'buttons', buttons: [{ label: outside('Restart'), command: '/confirm 7F3KQ2', style: 'primary' }] },
      ],
    };
    await put('a', plan);
    await sent();
    await put('a', '● llm is back');
    await sent();
    const [card, ...more] = it.dingtalk.shown(home);
    expect(more).toEqual([]);
    expect(card).toMatchObject({ kind: 'card', edits: 1, buttons: [] });
    expect(card?.drawn.seen).toContain('llm is back');
    it.dingtalk.faults.next('card', { refuse: noScope });
    await put('b', plan);
    await sent();
    expect(it.dingtalk.shown(home)[1]).toMatchObject({ kind: 'markdown' });
    expect(it.texts(home)[1]).toContain('/confirm 7F3KQ2');
  });

  test('files and pictures come after the words, once each, also when one failed in between', async (context) => {
    const { it, put, sent } = await open(context);
    writeFileSync(join(it.folder, 'errors.log'), 'one\ntwo\n');
    writeFileSync(join(it.folder, 'chart.png'), Buffer.from('89504e470d0a1a0a', 'hex'));
    it.dingtalk.faults.next('upload', { gateway: 502 });
    await put('a', {
      blocks: [
        { type: 'heading', text: outside('errors 11 %') },
        { type: 'file', name: 'errors.log', path: join(it.folder, 'errors.log'), bytes: 8 },
        { type: 'file', name: 'chart.png', path: join(it.folder, 'chart.png'), bytes: 8 },
        { type: 'file', name: 'passwd', path: '/etc/passwd', bytes: 1 },
      ],
    });
    await sent();
    const shown = it.dingtalk.shown(home);
    expect(shown.map(({ kind }) => kind)).toEqual(['markdown', 'file', 'image']);
    expect(unzipped(shown[1]?.media?.bytes ?? Buffer.alloc(0))).toEqual({ 'errors.log': 'one\ntwo\n' });
  });

  test('a custom robot is signed for, sends no more than 20 a minute, and is never shut out', async (context) => {
    const { it, put, statusesOf, sent } = await open(context);
    for (let at = 1; at <= 22; at++) await put(`r${at}`, `alert ${at}`, 'robot:ops');
    await it.until(() => it.dingtalk.shown(group).length === 20);
    expect(it.dingtalk.shown(group).every(({ via }) => via === 'robot')).toBe(true);
    await put('beside', 'beside');
    await it.until(() => it.texts(home).length === 1);
    expect(statusesOf('/robot/send')).toHaveLength(20);
    const robot = it.dingtalk.world.robots.get('token-of-the-custom-robot');
    if (robot !== undefined) robot.sentAt = [];
    it.later(61_000);
    await sent();
    expect(it.texts(group).at(-1)).toBe('alert 22');
    expect(it.logged.join('\n')).not.toContain('of-the-custom-robot');
  });
});
