import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { corp, type DingTalkEmulator, startDingTalk } from '../../emulators/dingtalk/dingtalk-emulator.ts';
import { type SlackEmulator, startSlack } from '../../emulators/slack/slack-emulator.ts';
import { startTelegram, type TelegramEmulator } from '../../emulators/telegram/telegram-emulator.ts';
import { admins, type BotOnPlatforms, botOnPlatforms, type Chats, configurationOf } from './bot-on-platforms.ts';
import * as atDingTalk from './dingtalk-world.ts';
import * as atSlack from './slack-world.ts';
import * as atTelegram from './telegram-world.ts';

const ids = { telegram: atTelegram.alice, slack: atSlack.alice, dingtalk: atDingTalk.alice };
const policy = admins({
  alice: { telegram: String(ids.telegram), slack: `T1:${ids.slack}`, dingtalk: `${corp}:${ids.dingtalk}` },
});

interface World {
  readonly telegram: TelegramEmulator;
  readonly slack: SlackEmulator;
  readonly dingtalk: DingTalkEmulator;
}
type Name = keyof World;

async function aWorld(): Promise<World> {
  const [telegram, slack, dingtalk] = await Promise.all([startTelegram(), startSlack(), startDingTalk()]);
  telegram.user(ids.telegram);
  slack.user(ids.slack);
  dingtalk.person(ids.dingtalk);
  return { telegram, slack, dingtalk };
}

const closeWorld = ({ telegram, slack, dingtalk }: World) =>
  Promise.all([telegram.close(), slack.close(), dingtalk.close()]);

const chatsOf = (
  { telegram, slack, dingtalk }: Partial<World>,
  more: Pick<atTelegram.TelegramOptions, 'token' | 'webhook'> = {},
): Chats => ({
  ...(telegram && { telegram: atTelegram.onTelegram(telegram, more) }),
  ...(slack && { slack: atSlack.onSlack(slack) }),
  ...(dingtalk && { dingtalk: atDingTalk.onDingTalk(dingtalk) }),
});

/** What Alice types on each, and what she reads there. */
const types: { readonly [N in Name]: (world: World[N], text: string) => unknown } = {
  telegram: (telegram, text) => telegram.type(ids.telegram, text),
  slack: (slack, text) => slack.say(ids.slack, text),
  dingtalk: (dingtalk, text) => dingtalk.type(ids.dingtalk, text),
};
const reads: { readonly [N in Name]: (world: World[N]) => readonly string[] } = {
  telegram: (telegram) => telegram.shown(ids.telegram).map(({ text }) => text),
  slack: (slack) => slack.shown(ids.slack).map(({ read }) => read),
  dingtalk: (dingtalk) => dingtalk.shown(`@${ids.dingtalk}`).map(({ drawn }) => drawn.seen),
};
const links: { readonly [N in Name]: (world: World[N]) => { readonly live: boolean; readonly made: number } } = {
  telegram: ({ world, calls }) => ({
    live: world.updates.polled(),
    made: calls.filter(({ method }) => method === 'getMe').length,
  }),
  slack: (slack) => ({ live: slack.links.count() > 0, made: slack.links.opened() }),
  dingtalk: (dingtalk) => ({ live: dingtalk.sockets.count() > 0, made: dingtalk.sockets.opened() }),
};
const names: readonly Name[] = ['telegram', 'slack', 'dingtalk'];
const of = <T>(table: { readonly [N in Name]: (world: World[N]) => T }, world: World, name: Name): T =>
  (table[name] as (one: World[Name]) => T)(world[name]); // the row and the world of one name
const type = (world: World, name: Name, text: string): unknown =>
  (types[name] as (one: World[Name], text: string) => unknown)(world[name], text); // likewise

let first: World;
let second: World;
let it: BotOnPlatforms;

const isAnswered = async (world: World, name: Name): Promise<void> => {
  const before = of(reads, world, name).length;
  await it.until(() => of(links, world, name).live);
  type(world, name, '/whoami');
  await it.until(() =>
    of(reads, world, name)
      .slice(before)
      .some((text) => text.includes('Alice')),
  );
};

async function open(chats: Chats): Promise<void> {
  it = await botOnPlatforms(chats, { policy });
}
const reconfigure = (chats: Chats) => it.platforms.reconfigure(configurationOf(chats));

beforeEach(async () => {
  [first, second] = await Promise.all([aWorld(), aWorld()]);
  // Nothing said in one has the number of something said in the other.
  second.telegram.world.updates.allowed = ['none'];
  for (let said = 0; said < 50; said += 1) for (const name of names) type(second, name, 'to nobody');
});
afterEach(async () => {
  await it.close();
  await Promise.all([closeWorld(first), closeWorld(second)]);
});

test('each platform follows its configuration to another place, and the others keep their connections', async () => {
  await open(chatsOf(first));
  for (const name of names) await isAnswered(first, name);
  let now: World = first;
  for (const name of names) {
    const others = names.filter((other) => other !== name);
    const before = others.map((other) => of(links, now, other).made);
    const next = { ...now, [name]: second[name] };
    expect(await reconfigure(chatsOf(next))).toEqual([name]);
    await isAnswered(next, name);
    expect(others.map((other) => of(links, next, other).made)).toEqual(before);
    for (const other of others) await isAnswered(next, other);
    await it.until(() => !of(links, first, name).live);
    now = next;
  }
  expect(await reconfigure(chatsOf(now))).toEqual([]);
});

test('what was asked before and is answered after it goes out by the new connection', async () => {
  await open(chatsOf({ telegram: first.telegram }));
  await isAnswered(first, 'telegram');
  const posting = {
    key: 'said-meanwhile',
    conversation: { platform: 'telegram', tenant: '', space: String(ids.telegram) },
    kind: 'final',
    insist: true,
    message: { blocks: [{ type: 'text', text: { outside: 'said meanwhile' } }] },
    atMs: Date.now(),
  } as const;
  first.telegram.faults.outage({ gateway: 502 }, 'sendMessage');
  await it.desk.store.outbox.put(posting);
  await it.until(async () => (await it.desk.store.outbox.get('said-meanwhile'))?.state === 'waiting');
  await reconfigure(chatsOf({ telegram: second.telegram }));
  await it.until(() => reads.telegram(second.telegram).some((text) => text.includes('said meanwhile')));
});

test('a token that is refused is told elsewhere, each time; the rest goes on; the right one mends it', async () => {
  await open(chatsOf(first));
  for (const name of names) await isAnswered(first, name);
  const told = () => reads.slack(first.slack).filter((text) => text.includes('telegram is not connected'));
  for (const [at, token] of ['42:a-wrong-token', '43:another-wrong-token'].entries()) {
    expect(await reconfigure(chatsOf(first, { token }))).toEqual(['telegram']);
    await it.until(() => told().length === at + 1);
    await isAnswered(first, 'slack');
    await isAnswered(first, 'dingtalk');
  }
  expect(await reconfigure(chatsOf(first))).toEqual(['telegram']);
  await isAnswered(first, 'telegram');
});

test('one that is taken out falls silent, one that is put in answers, and one of no use ends nothing else', async () => {
  await open(chatsOf({ slack: first.slack }));
  await isAnswered(first, 'slack');
  expect(await reconfigure(chatsOf({ dingtalk: first.dingtalk }))).toEqual(['slack', 'dingtalk']);
  await isAnswered(first, 'dingtalk');
  await it.until(() => !links.slack(first.slack).live);
  // Not reached for now: that is tried again and again, and another change does not wait for it.
  const away = { ...first.telegram, apiRoot: 'http://127.0.0.1:9' };
  await reconfigure(chatsOf({ telegram: away, dingtalk: first.dingtalk }));
  await reconfigure(chatsOf({ telegram: first.telegram, dingtalk: first.dingtalk }));
  await isAnswered(first, 'telegram');
  await isAnswered(first, 'dingtalk');
});

test('asking becomes being called, at an address that was served all along', async () => {
  await open(chatsOf({ telegram: first.telegram }));
  await isAnswered(first, 'telegram');
  const app = new Hono();
  it.platforms.mount(app);
  const call = (update: unknown) =>
    app.request('/platforms/telegram', {
      method: 'POST',
      headers: { 'x-telegram-bot-api-secret-token': 'the-secret_of-the-webhook' },
      body: JSON.stringify(update),
    });
  expect((await call({})).status).toBe(404);
  await reconfigure(chatsOf({ telegram: first.telegram }, { webhook: 'https://bot.example.org/x' }));
  await it.until(() => first.telegram.calls.some(({ method }) => method === 'setWebhook'));
  first.telegram.world.updates.allowed = ['none'];
  const { update } = first.telegram.type(ids.telegram, '/whoami');
  const before = reads.telegram(first.telegram).length;
  expect((await call(update)).status).toBe(200);
  await it.until(() => reads.telegram(first.telegram).length > before);
  await reconfigure(chatsOf({}));
  expect((await call(update)).status).toBe(404);
});
