import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Configuration } from '../../../../src/bot/config/configuration.ts';
import type { Finding } from '../../../../src/bot/doctor/finding.ts';
import { examineTelegram } from '../../../../src/bot/platforms/telegram/examine-telegram.ts';
import { menusOf } from '../../../../src/bot/platforms/telegram/menu.ts';
import { ownCommands } from '../../../../src/handlers/commands/registry.ts';
import { translate } from '../../../../src/handlers/language/translate.ts';
import { startTelegram, type TelegramEmulator } from '../../../emulators/telegram/telegram-emulator.ts';

const [bob, group] = [1002, -1_001_000_000_001];
let telegram: TelegramEmulator;
beforeAll(async () => {
  telegram = await startTelegram();
});
afterAll(() => telegram.close());
beforeEach(() => {
  telegram.user(bob);
  telegram.group(group);
  telegram.world.hearsAll = false;
  telegram.world.updates.webhook = undefined;
  telegram.world.menus.set('all_private_chats', menusOf(ownCommands, 'en')[0]?.commands ?? []);
});

const examined = async (
  more: { readonly token?: string; readonly apiRoot?: string } = {},
): Promise<readonly string[]> => {
  const configuration = {
    platforms: { telegram: { token: { env: 'T' }, apiRoot: more.apiRoot ?? telegram.apiRoot } },
    secrets: [{ name: 'platforms.telegram.token', value: more.token ?? telegram.token }],
    web: {},
    settings: {
      language: 'en',
      channels: [{ platform: 'telegram', tenant: '', space: String(group) }],
      policy: { people: { bob: { chat: { telegram: [String(bob)] } }, carol: { chat: {} } } },
    },
  } as unknown as Configuration; // what is looked at
  const reader = { language: 'en', timeZone: 'UTC', nowMs: 0 } as const;
  const line = ({ mark, about, what, mend }: Finding): string =>
    [mark, translate(about, reader), translate(what, reader), ...(mend ? [translate(mend, reader)] : [])].join(' | ');
  return (await examineTelegram(configuration, ownCommands)).map(line);
};
const amiss = async (...how: Parameters<typeof examined>) =>
  (await examined(...how)).filter((line) => !line.startsWith('ok'));

test('when all is well it names the bot, its groups, and how many it may write to', async () => {
  expect(await examined()).toEqual([
    'ok | @zhiban_bot | the token is that of @zhiban_bot',
    'ok | telegram | the menu of commands is as it should be',
    `ok | telegram:${group} | the bot is in it`,
    'ok | telegram | one person can be written to',
  ]);
  expect(telegram.calls.map(({ method }) => method).filter((method) => !method.startsWith('get'))).toEqual([]);
});

type Case = readonly [title: string, change: () => Parameters<typeof examined>[0] | undefined, expected: RegExp];

test.each<Case>([
  ['a wrong token', () => ({ token: '43:x' }), /^critical .*does not know the token .*API Token$/],
  [
    'no Telegram there',
    () => ({ apiRoot: 'http://127.0.0.1:9' }),
    /^critical .*no answer from http:\/\/127\.0\.0\.1:9/,
  ],
  [
    'privacy mode off',
    () => void Object.assign(telegram.world, { hearsAll: true }),
    /^warning .*privacy mode is off.*setprivacy/,
  ],
  ['another menu', () => void telegram.world.menus.clear(), /^warning .*menu of commands is not/],
  [
    'a webhook of somebody else',
    () => void Object.assign(telegram.world.updates, { webhook: { url: 'https://x.example/', secret: undefined } }),
    /^warning .*calls https:\/\/x\.example\/, not this bot/,
  ],
  [
    'a group it was put out of',
    () => void telegram.group(group, { status: 'kicked' }),
    /^critical .*not in it.*add @zhiban_bot/,
  ],
  ['a group that moved', () => void telegram.migrate(group), /^warning .*is now -\d+ .*space: "-/],
  [
    'a person who never wrote',
    () => void telegram.user(bob, { status: 'never-written' }),
    /^warning \| bob .*never wrote to the bot.*t\.me\/zhiban_bot/,
  ],
])('%s is named, with how to mend it', async (_, change, expected) => {
  const found = await amiss(change() ?? {});
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(expected);
  expect(found.join()).not.toContain(telegram.token);
});
