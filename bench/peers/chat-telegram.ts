import { run } from '@grammyjs/runner';
import { Api, Bot } from 'grammy';
import { Hono } from 'hono';
import { outside } from '../../src/actions/text.ts';
import { buttonTokens } from '../../src/bot/platforms/button-tokens.ts';
import { makeIncoming } from '../../src/bot/platforms/telegram/incoming.ts';
import { makeMoves } from '../../src/bot/platforms/telegram/moves.ts';
import { makeQuestions } from '../../src/bot/platforms/telegram/questions.ts';
import { makeSending } from '../../src/bot/platforms/telegram/sending.ts';
import { type BotOnTelegram, bob, botOnTelegram } from '../../test/contract/platforms/telegram-world.ts';
import { startTelegram, type TelegramEmulator } from '../../test/emulators/telegram/telegram-emulator.ts';
import { type ChatContest, type ChatWay, inMemory, until } from './chat-contest.ts';

const shownTo = (telegram: TelegramEmulator) => async (ask: () => unknown) => {
  const chat = telegram.world.chats.get(bob);
  if (chat !== undefined) chat.messages = [];
  await ask();
  await until(() => telegram.shown(bob).length > 0);
};

/** As Telegram writes it; nobody is told of it there. */
const unsent = (telegram: TelegramEmulator): unknown => {
  telegram.world.updates.allowed = ['none'];
  return telegram.type(bob, '/whoami').update;
};

const grammy = async ({ token, apiRoot }: TelegramEmulator): Promise<Bot> => {
  const bot = new Bot(token, { client: { apiRoot }, botInfo: { ...(await new Api(token, { apiRoot }).getMe()) } });
  bot.command('whoami', (context) => context.reply('You are Bob'));
  return bot;
};

/** An update handed in, and one that is asked for. */
export async function telegramContest(): Promise<ChatContest> {
  const emulators = await Promise.all(Array.from({ length: 3 }, () => startTelegram()));
  const [handed, polled, kept] = emulators as [TelegramEmulator, TelegramEmulator, TelegramEmulator]; // three were started
  for (const each of emulators) each.user(bob);
  const bare = await grammy(handed);
  const polling = await grammy(polled);
  await polling.api.deleteWebhook();
  const runner = run(polling);
  const ours = await botOnTelegram();
  const webhook = 'https://bot.example.org/platforms/telegram';
  const called = await botOnTelegram({ webhook });
  const light = await inMemory(() => botOnTelegram({ webhook }));
  const adapter = adapterOf(kept, called);
  await until(() => ours.telegram.world.updates.polled());
  const bots = [ours, called, ...(light === undefined ? [] : [light])];
  for (const { desk } of bots) Object.assign(desk.settings().limits, { commandsPerMinute: 1_000_000 });
  const ways: Record<string, ChatWay> = {
    'grammY, handleUpdate': {
      answer: () => shownTo(handed)(() => bare.handleUpdate(unsent(handed) as never)), // an update as the emulator writes it
    },
    'our adapter alone': { answer: () => shownTo(kept)(() => adapter(unsent(kept))) },
    'the bot, update handed in': { answer: handedIn(called), commits: called.commits },
    ...(light === undefined ? {} : { 'the same, state in memory': { answer: handedIn(light) } }),
    'grammY and its runner, asking': { answer: () => shownTo(polled)(() => polled.type(bob, '/whoami')) },
    'the bot, asking': {
      answer: () => shownTo(ours.telegram)(() => ours.telegram.type(bob, '/whoami')),
      beside: 'grammY and its runner, asking',
      commits: ours.commits,
    },
  };
  return {
    name: 'Telegram',
    ways,
    async close() {
      await runner.stop();
      await Promise.all(bots.map((each) => each.close()));
      await Promise.all(emulators.map((each) => each.close()));
    },
  };
}

/** As a webhook brings it. */
function handedIn({ telegram, platforms }: BotOnTelegram): () => Promise<void> {
  const app = new Hono();
  platforms.mount(app);
  return () =>
    shownTo(telegram)(async () => {
      const { status } = await app.request('/platforms/telegram', {
        method: 'POST',
        headers: { 'x-telegram-bot-api-secret-token': 'the-secret_of-the-webhook' },
        body: JSON.stringify(unsent(telegram)),
      });
      if (status !== 200) throw new Error(`the update was answered ${status}`);
    });
}

/** Our Telegram without a bot: an update read, a message rendered and posted; nothing kept. */
function adapterOf({ token, apiRoot }: TelegramEmulator, { desk, platformMemory, folder }: BotOnTelegram) {
  const api = new Api(token, { apiRoot });
  const memory = platformMemory('bench');
  const now = () => Date.now();
  const tokens = buttonTokens(memory, now);
  const moves = makeMoves(memory, () => false);
  const questions = makeQuestions(memory, now);
  const shared = { api, tokens, moves, questions, shutOut: new Set<string>() };
  const sending = makeSending({
    ...shared,
    memory,
    pace: { take: () => ({ waitMs: 0, scope: 'conversation' }) },
    now,
    files: folder,
    isOwn: () => false,
  });
  const incoming = makeIncoming({
    ...shared,
    desk,
    self: () => ({ id: 42, username: 'zhiban_bot' }),
    receive:
      () =>
      async ({ message }) => {
        const reader = { language: 'en', timeZone: 'UTC', nowMs: now() } as const;
        const blocks = [{ type: 'heading', mark: 'ok', text: outside('You are Bob') }] as const;
        await sending.post(message.conversation, { key: message.deliveryKey, message: { blocks }, reader });
      },
  });
  return incoming.keep;
}
