import { startTelegram, type TelegramEmulator } from '../../emulators/telegram/telegram-emulator.ts';
import { type BotOnPlatform, botOnPlatform } from './bot-on-platform.ts';
import type { BotOptions, Configured } from './bot-on-platforms.ts';

export const alice = 1001;
export const bob = 1002;
export const mallory = 6666;
export const group = -1_001_000_000_001;

export interface BotOnTelegram extends BotOnPlatform {
  readonly telegram: TelegramEmulator;
  texts(chat: number, thread?: number): readonly string[];
}

interface Changes {
  readonly token?: string;
  readonly webhook?: string;
  readonly apiRoot?: string;
}

export interface TelegramOptions extends BotOptions, Changes {
  /** One that others use too, with its people. */
  readonly telegram?: TelegramEmulator;
}

export const onTelegram = (telegram: TelegramEmulator, { token, webhook, apiRoot }: Changes = {}): Configured => ({
  spec: {
    token: { env: 'T' },
    apiRoot: apiRoot ?? telegram.apiRoot,
    ...(webhook === undefined ? {} : { webhook: { secret: { env: 'S' }, url: webhook } }),
  },
  secrets: { token: token ?? telegram.token, 'webhook.secret': 'the-secret_of-the-webhook' },
});

/** A bot on Telegram alone. */
export async function botOnTelegram(options: TelegramOptions = {}): Promise<BotOnTelegram> {
  const telegram = options.telegram ?? (await startTelegram());
  const isOurs = options.telegram === undefined;
  if (isOurs) {
    for (const id of [alice, bob, mallory]) telegram.user(id);
    telegram.group(group);
  }
  const ids = { alice: String(alice), bob: String(bob) };
  const close = async () => (isOurs ? telegram.close() : undefined);
  const it = await botOnPlatform(
    { name: 'telegram', tenant: '', ids, home: ids.bob, close, ...onTelegram(telegram, options) },
    options,
  );
  return { ...it, telegram, texts: (chat, thread) => telegram.shown(chat, thread).map(({ text }) => text) };
}
