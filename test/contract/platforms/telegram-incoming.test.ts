import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { makeWorld } from '../../fakes/world.ts';
import { moment } from './bot-on-platforms.ts';
import {
  alice,
  type BotOnTelegram,
  bob,
  botOnTelegram,
  group,
  mallory,
  type TelegramOptions,
} from './telegram-world.ts';

const bots: BotOnTelegram[] = [];
const open = async (options: TelegramOptions = {}): Promise<BotOnTelegram> => {
  const it = await botOnTelegram(options);
  bots.unshift(it);
  return it;
};
afterEach(async () => {
  for (const it of bots.splice(0)) await it.close();
});

test('a slow command blocks nobody', async () => {
  const it = await open();
  it.world.behaviour.set('a', 'slow');
  it.telegram.type(alice, '/put demo values="a"');
  await it.until(async () => (await it.desk.store.runs.list({ limit: 5 })).length === 1);
  const from = performance.now();
  it.telegram.type(bob, '/whoami');
  await it.until(() => it.texts(bob).some((text) => text.includes('You are Bob')));
  expect(performance.now() - from).toBeLessThan(5_000);
  expect(it.world.values).toEqual([]);
  it.world.release();
  await it.until(() => it.world.values.length === 1);
});

test('an update is confirmed only after it is kept, and one that could not be kept comes again', async () => {
  const it = await open();
  await it.until(() => it.telegram.world.updates.polled());
  const { deliveries } = it.desk.store;
  const accept = deliveries.accept;
  let refused = 0;
  Object.assign(deliveries, {
    accept: async () => {
      refused += 1;
      throw new Error('the disk is full');
    },
  });
  it.telegram.faults.outage({ gateway: 502 }, 'sendMessage');
  const { update } = it.telegram.type(bob, '/whoami');
  // Nor could it be told to who sent it.
  await it.until(() => refused > 0 && it.telegram.calls.some(({ status }) => status === 502));
  expect(it.telegram.world.updates.waiting()).toContain(update);
  Object.assign(deliveries, { accept });
  it.telegram.faults.outage(undefined);
  await it.until(() => it.texts(bob).some((text) => text.includes('You are Bob')));
  await it.until(() => it.telegram.world.updates.waiting().length === 0);
});

test('every update is handled once, across restarts and deliveries that come again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-telegram-'));
  const world = makeWorld();
  const first = await open({ folder, world, instance: 'first' });
  const { telegram } = first;
  const { update } = telegram.type(bob, '/put demo values="once"');
  await first.until(() => first.texts(bob).some((text) => text.includes('run 1')));
  telegram.world.updates.repeat(update);
  telegram.type(bob, '/whoami');
  await first.until(() => first.texts(bob).some((text) => text.includes('You are Bob')));
  await first.stop();
  await first.desk.store.instances.leave('first');
  // Nobody confirmed it before the process ended, and something was typed meanwhile.
  telegram.world.updates.repeat(update);
  telegram.type(bob, '/put demo values="meanwhile"');
  const second = await open({ folder, world, instance: 'second', telegram });
  await second.until(() => second.world.values.includes('meanwhile'));
  await second.until(() => telegram.world.updates.waiting().length === 0);
  expect(world.values).toEqual(['once', 'meanwhile']);
  await second.close();
  await first.close();
  bots.splice(0);
  rmSync(folder, { recursive: true, force: true });
});

test('what was typed long ago, while the bot was away, is asked about and not done', async () => {
  const it = await open();
  const { update } = it.telegram.type(bob, '/put demo values="a"');
  await it.until(() => it.world.values.length === 1);
  await it.until(() => it.texts(bob).some((text) => text.includes('run 1')));
  const before = it.texts(bob);
  const old = { ...(update.message as object), date: Math.floor(Date.now() / 1_000) - 3 * 3_600 };
  it.telegram.world.updates.push('message', old);
  const message = { ...(update.message as object), message_id: 999, date: Math.floor(Date.now() / 1_000) - 3 * 3_600 };
  it.telegram.world.updates.push('message', message);
  await it.until(() => it.texts(bob).some((text) => text.includes('while I was away')));
  const asked = it.telegram.shown(bob).at(-1);
  expect(asked?.text).toContain('3 h ago');
  expect(it.texts(bob)).toHaveLength(before.length + 1);
  expect(asked?.keyboard.flat().map(({ text }) => text)).toEqual(['/put demo values="a"']);
  expect(it.world.values).toEqual(['a']);
});

test('in a group it answers commands, mentions and replies to it, and leaves talk and other bots alone', async () => {
  const it = await open();
  it.telegram.world.hearsAll = true;
  for (const text of ['lunch?', '/health@other_bot', 'see @zhiban_bots', 'mail zhiban_bot@example.org'])
    it.telegram.type(bob, text, { chat: group });
  it.telegram.type(bob, '/whoami@Zhiban_Bot', { chat: group });
  await it.until(() => it.texts(group).length === 1);
  it.telegram.type(bob, '@zhiban_bot whoami', { chat: group });
  await it.until(() => it.texts(group).length === 2);
  it.telegram.type(bob, 'whoami', { chat: group, replyTo: it.telegram.shown(group)[0]?.id ?? 0 });
  await it.until(() => it.texts(group).length === 3);
  await moment();
  for (const text of it.texts(group)) expect(text).toContain('You are Bob');
});

test('what is forwarded, or written through another bot, is no command of whoever passed it on', async () => {
  const it = await open();
  const { update } = it.telegram.type(alice, '/put demo values="own"');
  await it.until(() => it.world.values.length === 1);
  const own = update.message as object;
  const text = '/put demo values="of others"';
  const user = { id: mallory, is_bot: false, first_name: 'Mallory' };
  const bot = { id: 555, is_bot: true, first_name: 'cats', username: 'cats_bot' };
  const inGroup = { chat: { id: group, type: 'supergroup', title: 'ops' } };
  const date = Math.floor(Date.now() / 1_000);
  const forwarded = { text, forward_origin: { type: 'user', date, sender_user: user } };
  it.telegram.world.updates.push('message', { ...own, message_id: 901, ...forwarded });
  it.telegram.world.updates.push('message', { ...own, message_id: 902, ...inGroup, text, via_bot: bot });
  await it.until(() => it.texts(alice).some((said) => said.includes('words of others')));
  await it.until(() => it.texts(group).some((said) => said.includes('words of others')));
  expect(it.world.values).toEqual(['own']);
});

test('a topic of a forum is a conversation of its own; a topic that is gone is answered in the group', async () => {
  const it = await open();
  const forum = -1_001_000_000_009;
  const chat = it.telegram.group(forum, { isForum: true });
  it.telegram.type(bob, '/whoami', { chat: forum, thread: 7 });
  it.telegram.type(alice, '/whoami', { chat: forum });
  await it.until(() => it.texts(forum).length === 2);
  expect(it.texts(forum, 7)).toEqual([expect.stringContaining('You are Bob')]);
  chat.topics.set(7, 'closed');
  it.telegram.type(bob, '/runs', { chat: forum, thread: 7 });
  await it.until(() => it.texts(forum).length === 3);
  expect(it.texts(forum, 7)).toHaveLength(1);
});

test('an anonymous admin is nobody, even one the configuration names', async () => {
  const it = await open();
  const { policy } = it.desk.settings();
  const settings = {
    ...it.desk.settings(),
    policy: {
      ...policy,
      people: {
        ...policy.people,
        ghost: { name: 'Ghost', roles: ['admin'], chat: { telegram: ['1087968824'] }, osUsers: [] },
      },
    },
  };
  Object.assign(it.desk, { settings: () => settings });
  it.telegram.type(alice, '/put demo values="a"', { chat: group, anonymous: true });
  await it.until(() => it.texts(group).some((text) => text.includes('in the name of the group')));
  it.telegram.type(alice, '/put demo values="b"', { chat: group, anonymous: true });
  it.telegram.type(bob, '/whoami', { chat: group });
  await it.until(() => it.texts(group).some((text) => text.includes('You are Bob')));
  expect(it.world.values).toEqual([]);
  expect(it.texts(group).filter((text) => text.includes('in the name of the group')).length).toBeLessThanOrEqual(2);
});

test('a button pressed is the command of who presses, also after a restart; one that was forgotten says so', async () => {
  const it = await open();
  it.telegram.type(bob, '/whoami', { chat: group });
  await it.until(() => it.texts(group).length === 1);
  const shown = it.telegram.shown(group)[0];
  expect(Buffer.byteLength(shown?.keyboard[0]?.[0]?.callback_data ?? '')).toBeLessThanOrEqual(64);
  it.telegram.press(mallory, '/help', { chat: group });
  await it.until(() => it.texts(group).some((text) => text.includes('I do not know you')));
  await it.stop();
  await it.desk.store.instances.leave('this');
  const next = await open({ folder: it.folder, telegram: it.telegram, instance: 'next' });
  it.telegram.press(bob, '/help', { chat: group });
  await next.until(() => next.texts(group).some((text) => text.includes('commands you may use')));
  const press = it.telegram.press(bob, '/help', { chat: group });
  const query = press.update.callback_query as Readonly<Record<string, unknown>>;
  it.telegram.world.presses.set('old', { userId: bob });
  it.telegram.world.updates.push('callback_query', { ...query, id: 'old', data: 'x'.repeat(22) });
  await next.until(() => it.telegram.world.presses.get('old')?.answered);
  expect(it.telegram.world.presses.get('old')?.answered).toMatchObject({
    alert: true,
    text: expect.stringContaining('no longer know'),
  });
});

test('a button that was pressed while the bot was away does nothing but say so', async () => {
  const it = await open();
  await it.put('offer', {
    blocks: [{ type: 'buttons', buttons: [{ label: { outside: 'Put' }, command: '/put demo values="a"' }] }],
  });
  await it.until(() => it.texts(bob).length === 1);
  const { update } = it.telegram.press(bob, 'Put');
  await it.until(() => it.world.values.length === 1);
  const query = update.callback_query as Readonly<Record<string, unknown>>;
  it.telegram.world.updates.push('callback_query', query);
  it.telegram.world.updates.push('callback_query', { ...query, id: 'pressed-hours-ago' });
  await it.until(() => it.texts(bob).some((text) => text.includes('while I was away')));
  expect(it.world.values).toEqual(['a']);
  expect(it.texts(bob).filter((text) => text.includes('while I was away'))).toHaveLength(1);
});

test("Telegram's own /start alone is a greeting, in a group too; with words behind it, it is the command", async () => {
  const it = await open();
  it.telegram.type(bob, '/start');
  await it.until(() => it.texts(bob).some((text) => text.includes('/whoami')));
  it.telegram.type(bob, '/start@zhiban_bot', { chat: group });
  await it.until(() => it.texts(group).some((text) => text.includes('/whoami')));
  it.telegram.type(bob, '/start llm');
  await it.until(() => it.texts(bob).some((text) => text.includes('I know no command "start"')));
});

test('what is no text is said to be not understood in private, and not at all in a group', async () => {
  const it = await open();
  const base = {
    message_id: 900,
    date: Math.floor(Date.now() / 1_000),
    from: { id: bob, is_bot: false, first_name: 'Bob' },
  };
  it.telegram.world.updates.push('message', {
    ...base,
    chat: { id: group, type: 'supergroup', title: 'x' },
    sticker: {},
  });
  it.telegram.world.updates.push('message', {
    ...base,
    chat: { id: bob, type: 'private', first_name: 'Bob' },
    voice: {},
  });
  await it.until(() => it.texts(bob).length === 1);
  expect(it.texts(group)).toEqual([]);
});
