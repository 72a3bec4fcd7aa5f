import { afterEach, describe, expect, test } from 'vitest';
import { moment } from './bot-on-platforms.ts';
import { alice, type BotOnDingTalk, bob, botOnDingTalk, group, mallory } from './dingtalk-world.ts';

let it: BotOnDingTalk;
afterEach(() => it.close());
const start = async (options?: Parameters<typeof botOnDingTalk>[0]): Promise<void> => {
  it = await botOnDingTalk(options);
  await it.until(() => it.dingtalk.sockets.ready());
};
const home = `@${bob}`;

test.each(['/whoami', 'whoami', '／ｗｈｏａｍｉ', '　/whoami　', '、whoami', '@值班 /whoami'])(
  'in private, %j is a command',
  async (typed) => {
    await start();
    it.dingtalk.type(bob, typed);
    await it.until(() => it.texts(home).some((text) => text.includes('You are Bob')));
  },
);

test('in a group it answers there, by the address that came with what was said', async () => {
  await start();
  it.dingtalk.type(bob, '/whoami', { group });
  await it.until(() => it.texts(group).some((text) => text.includes('You are Bob')));
  expect(it.dingtalk.shown(group)[0]).toMatchObject({ via: 'session', calls: [] });
});

test('a group that is not configured is told its ids, once, when somebody known speaks there', async () => {
  await start();
  const other = 'cidElsewhere==';
  it.dingtalk.group(other);
  it.dingtalk.type(mallory, '/whoami', { group: other });
  await it.until(() => it.texts(other).length === 1);
  it.dingtalk.type(bob, '/whoami', { group: other });
  it.dingtalk.type(bob, '/whoami', { group: other });
  await it.until(() => it.texts(other).length === 4);
  expect(
    it.texts(other).filter((text) => text.includes(`space: "${other}"`) && text.includes(it.dingtalk.corp)),
  ).toHaveLength(1);
});

test('redelivered with another frame id and the same msgId, it is done once and acknowledged each time', async () => {
  await start();
  const said = it.dingtalk.type(bob, '/whoami');
  const again = it.dingtalk.again(said);
  await it.until(() => it.texts(home).length === 1);
  await it.until(() => it.dingtalk.sockets.acks.length === 2);
  await moment();
  expect(it.texts(home)).toHaveLength(1);
  expect(it.dingtalk.sockets.acks.map(({ messageId }) => messageId).sort()).toEqual([said.messageId, again].sort());
});

test('what could not be kept is not acknowledged, and done when it comes again', async () => {
  await start();
  const { deliveries } = it.desk.store;
  const { accept } = deliveries;
  let broken = true;
  const faulty: typeof accept = async (delivery) => {
    if (broken) throw new Error('the disk is full');
    return accept(delivery);
  };
  Object.assign(deliveries, { accept: faulty });
  it.dingtalk.faults.outage('cut', 'session', 'private');
  const said = it.dingtalk.type(bob, '/whoami');
  await it.until(() => it.logged.some((line) => line.includes('not acknowledged')));
  expect(it.dingtalk.sockets.acks).toEqual([]);
  it.dingtalk.faults.outage();
  broken = false;
  it.dingtalk.again(said);
  await it.until(() => it.texts(home).length === 1);
  expect(it.dingtalk.sockets.acks).toHaveLength(1);
});

describe('who is speaking', () => {
  test('a person of another organisation has no staff id, and nothing is done', async () => {
    await start();
    it.dingtalk.type(mallory, '/whoami', { group, corp: 'ding-another' });
    it.dingtalk.type(mallory, '/whoami', { group, corp: 'ding-another' });
    await it.until(() => it.texts(group).some((text) => text.includes('not of this organisation')));
    await moment();
    expect(it.texts(group)).toHaveLength(1);
  });

  test('an admin of the organisation whom nobody configured is nobody', async () => {
    await start();
    it.dingtalk.type(mallory, '/health demo');
    await it.until(() =>
      it.texts(`@${mallory}`).some((text) => text.includes(`dingtalk:${it.dingtalk.corp}:${mallory}`)),
    );
  });
});

test('a picture is answered as not understood, not passed over', async () => {
  await start();
  it.dingtalk.type(bob, '', { msgtype: 'picture' });
  await it.until(() => it.texts(home).length === 1);
});

test('a session elsewhere is never called', async () => {
  await start();
  const said = it.dingtalk.type(bob, 'x', { sayId: 'forged' });
  await it.until(() => it.texts(home).length === 1);
  Object.assign(said.data, { msgId: 'forged-2', sessionWebhook: 'http://127.0.0.1:9/steal' });
  it.dingtalk.expireSessions();
  it.dingtalk.again(said);
  await it.until(() => it.texts(home).length === 2);
  expect(it.dingtalk.shown(home)[1]?.via).toBe('openapi');
});

describe('cards', () => {
  const plan = async () => {
    await start({ cards: true });
    it.dingtalk.type(bob, '/help');
    await it.until(() => it.dingtalk.shown(home).some(({ buttons }) => buttons.length > 0));
    const card = it.dingtalk.shown(home).find(({ buttons }) => buttons.length > 0);
    const button = card?.buttons[0];
    if (card === undefined || button === undefined) throw new Error('it was there a moment ago');
    return { card, button };
  };

  test('a press is what the button says, once', async () => {
    const { card, button } = await plan();
    // What was too long brings a file besides.
    const cards = () => it.dingtalk.shown(home).filter(({ kind }) => kind === 'card');
    expect(cards()).toHaveLength(1);
    it.dingtalk.press(bob, card.id, button.slot, { token: button.token });
    it.dingtalk.press(bob, card.id, button.slot, { token: button.token });
    await it.until(() => cards().length === 2);
    await it.until(() => it.dingtalk.sockets.acks.length === 3);
    await moment();
    expect(cards()).toHaveLength(2);
  });

  test('a press in a group is of whoever pressed', async () => {
    await start({ cards: true });
    it.dingtalk.type(bob, '/help', { group });
    await it.until(() => it.dingtalk.shown(group).some(({ buttons }) => buttons.length > 0));
    const card = it.dingtalk.shown(group).find(({ buttons }) => buttons.length > 0);
    const button = card?.buttons[0];
    it.dingtalk.press(mallory, card?.id ?? '', button?.slot ?? '', { token: button?.token });
    await it.until(() => it.texts(group).some((text) => text.includes('I do not know you')));
  });

  test('a press in a private conversation comes of its person, or of nobody', async () => {
    const { card, button } = await plan();
    const before = it.dingtalk.shown(home).length;
    it.dingtalk.press(alice, card.id, button.slot, { token: button.token });
    await it.until(() => it.logged.some((line) => line.includes('somebody else pressed')));
    await moment();
    expect(it.dingtalk.shown(home)).toHaveLength(before);
  });

  test('a token nobody gave out does nothing, and says so', async () => {
    const { card, button } = await plan();
    it.dingtalk.press(bob, card.id, button.slot, { token: 'guessed' });
    await it.until(() => it.texts(home).some((text) => text.includes('no longer know what this button')));
    it.dingtalk.press(bob, card.id, button.slot, {});
    await it.until(() => it.logged.some((line) => line.includes('a press I do not understand')));
  });
});
