import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { policySpec } from '../../../src/auth/policy.ts';
import type { Configuration } from '../../../src/bot/config/configuration.ts';
import { type OpenPlatforms, openPlatforms } from '../../../src/bot/platforms/open-platforms.ts';
import { systemClock } from '../../../src/bot/system-clock.ts';
import { type Serving, serve } from '../../../src/handlers/serving/serve.ts';
import { corp, type DingTalkEmulator, startDingTalk } from '../../emulators/dingtalk/dingtalk-emulator.ts';
import { type SlackEmulator, startSlack } from '../../emulators/slack/slack-emulator.ts';
import { startTelegram, type TelegramEmulator } from '../../emulators/telegram/telegram-emulator.ts';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';

const ids = { telegram: 1001, slack: 'UALICE', dingtalk: 'alice01' };
const policy = {
  ...policySpec.parse({
    people: {
      alice: {
        name: 'Alice',
        roles: ['admin'],
        chat: {
          telegram: [String(ids.telegram)],
          slack: [`T1:${ids.slack}`],
          dingtalk: [`${corp}:${ids.dingtalk}`],
        },
      },
    },
    roles: { admin: {} },
    grants: [{ role: 'admin', may: ['*'] }],
  }),
  timeZone: 'Asia/Shanghai',
  machineRoles: {},
};

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

const configurationOf = (
  { telegram, slack, dingtalk }: Partial<World>,
  more: { readonly token?: string; readonly webhook?: string } = {},
): Configuration =>
  ({
    platforms: {
      ...(telegram && {
        telegram: {
          token: { env: 'T' },
          apiRoot: telegram.apiRoot,
          ...(more.webhook === undefined ? {} : { webhook: { secret: { env: 'S' }, url: more.webhook } }),
        },
      }),
      ...(slack && { slack: { mode: 'socket', botToken: { env: 'B' }, apiUrl: slack.apiUrl } }),
      ...(dingtalk && {
        dingtalk: {
          clientId: dingtalk.world.clientId,
          clientSecret: { env: 'D' },
          apiUrl: dingtalk.base,
          oapiUrl: dingtalk.base,
        },
      }),
    },
    web: {},
    secrets: [
      { name: 'platforms.telegram.token', value: more.token ?? telegram?.token },
      { name: 'platforms.telegram.webhook.secret', value: 'the-secret_of-the-webhook' },
      { name: 'platforms.slack.botToken', value: slack?.world.botToken },
      { name: 'platforms.slack.appToken', value: slack?.world.appToken },
      { name: 'platforms.dingtalk.clientSecret', value: dingtalk?.world.clientSecret },
    ],
  }) as unknown as Configuration; // what the table of platforms looks at

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
let it: ADesk;
let serving: Serving;
let platforms: OpenPlatforms;

const until = async (holds: () => unknown): Promise<void> => {
  const deadline = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`never came about: ${String(holds)}; logged: ${it.logged}`);
    await wait(5);
  }
};
const isAnswered = async (world: World, name: Name): Promise<void> => {
  const before = of(reads, world, name).length;
  await until(() => of(links, world, name).live);
  type(world, name, '/whoami');
  await until(() =>
    of(reads, world, name)
      .slice(before)
      .some((text) => text.includes('Alice')),
  );
};

async function open(configuration: Configuration): Promise<void> {
  serving = serve(it.desk, () => 0);
  Object.assign(it.desk, { places: serving.places });
  platforms = await openPlatforms({
    desk: it.desk,
    configuration,
    memoryOf: it.platformMemory,
    files: it.folder,
    connect: serving.connect,
    disconnect: serving.disconnect,
  });
  platforms.start();
  serving.begin();
}

beforeEach(async () => {
  [first, second] = await Promise.all([aWorld(), aWorld()]);
  // Nothing said in one has the number of something said in the other.
  second.telegram.world.updates.allowed = ['none'];
  for (let said = 0; said < 50; said += 1) for (const name of names) type(second, name, 'to nobody');
  it = await aDesk({ policy, kind: 'bot', clock: { ...systemClock, advance: () => {} }, environment: 'lab' });
});
afterEach(async () => {
  await serving.stop();
  await platforms.stop();
  await it.close();
  await Promise.all([closeWorld(first), closeWorld(second)]);
});

test('each platform follows its configuration to another place, and the others keep their connections', async () => {
  await open(configurationOf(first));
  for (const name of names) await isAnswered(first, name);
  let now: World = first;
  for (const name of names) {
    const others = names.filter((other) => other !== name);
    const before = others.map((other) => of(links, now, other).made);
    const next = { ...now, [name]: second[name] };
    expect(await platforms.reconfigure(configurationOf(next))).toEqual([name]);
    await isAnswered(next, name);
    expect(others.map((other) => of(links, next, other).made)).toEqual(before);
    for (const other of others) await isAnswered(next, other);
    await until(() => !of(links, first, name).live);
    now = next;
  }
  expect(await platforms.reconfigure(configurationOf(now))).toEqual([]);
});

test('what was asked before and is answered after it goes out by the new connection', async () => {
  await open(configurationOf({ telegram: first.telegram }));
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
  await until(async () => (await it.desk.store.outbox.get('said-meanwhile'))?.state === 'waiting');
  await platforms.reconfigure(configurationOf({ telegram: second.telegram }));
  await until(() => reads.telegram(second.telegram).some((text) => text.includes('said meanwhile')));
});

test('a token that is refused is told elsewhere, each time; the rest goes on; the right one mends it', async () => {
  await open(configurationOf(first));
  for (const name of names) await isAnswered(first, name);
  const told = () => reads.slack(first.slack).filter((text) => text.includes('telegram is not connected'));
  for (const [at, token] of ['42:a-wrong-token', '43:another-wrong-token'].entries()) {
    expect(await platforms.reconfigure(configurationOf(first, { token }))).toEqual(['telegram']);
    await until(() => told().length === at + 1);
    await isAnswered(first, 'slack');
    await isAnswered(first, 'dingtalk');
  }
  expect(await platforms.reconfigure(configurationOf(first))).toEqual(['telegram']);
  await isAnswered(first, 'telegram');
});

test('one that is taken out falls silent, one that is put in answers, and one of no use ends nothing else', async () => {
  await open(configurationOf({ slack: first.slack }));
  await isAnswered(first, 'slack');
  expect(await platforms.reconfigure(configurationOf({ dingtalk: first.dingtalk }))).toEqual(['slack', 'dingtalk']);
  await isAnswered(first, 'dingtalk');
  await until(() => !links.slack(first.slack).live);
  // Not reached for now: that is tried again and again, and another change does not wait for it.
  const away = { ...first.telegram, apiRoot: 'http://127.0.0.1:9' };
  await platforms.reconfigure(configurationOf({ telegram: away, dingtalk: first.dingtalk }));
  await platforms.reconfigure(configurationOf({ telegram: first.telegram, dingtalk: first.dingtalk }));
  await isAnswered(first, 'telegram');
  await isAnswered(first, 'dingtalk');
});

test('asking becomes being called, at an address that was served all along', async () => {
  await open(configurationOf({ telegram: first.telegram }));
  await isAnswered(first, 'telegram');
  const app = new Hono();
  platforms.mount(app);
  const call = (update: unknown) =>
    app.request('/platforms/telegram', {
      method: 'POST',
      headers: { 'x-telegram-bot-api-secret-token': 'the-secret_of-the-webhook' },
      body: JSON.stringify(update),
    });
  expect((await call({})).status).toBe(404);
  await platforms.reconfigure(configurationOf({ telegram: first.telegram }, { webhook: 'https://bot.example.org/x' }));
  await until(() => first.telegram.calls.some(({ method }) => method === 'setWebhook'));
  first.telegram.world.updates.allowed = ['none'];
  const { update } = first.telegram.type(ids.telegram, '/whoami');
  const before = reads.telegram(first.telegram).length;
  expect((await call(update)).status).toBe(200);
  await until(() => reads.telegram(first.telegram).length > before);
  await platforms.reconfigure(configurationOf({}));
  expect((await call(update)).status).toBe(404);
});
