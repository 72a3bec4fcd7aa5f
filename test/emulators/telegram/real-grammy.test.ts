import { Bot } from 'grammy';
import { expect, test } from 'vitest';
import { startTelegram } from './telegram-emulator.ts';

test('the real grammY connects, is asked for its commands, hears one and a press, and answers both', async ({
  onTestFinished,
}) => {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.close());
  telegram.user(1002);
  const bot = new Bot(telegram.token, { client: { apiRoot: telegram.apiRoot } });
  bot.command('health', (context) =>
    context.reply(`all <b>well</b>, ${context.match}`, {
      parse_mode: 'HTML',
      reply_markup: { inline_keyboard: [[{ text: 'Again', callback_data: 'again' }]] },
    }),
  );
  bot.on('callback_query:data', async (context) => {
    await context.answerCallbackQuery();
    await context.editMessageText(`pressed ${context.callbackQuery.data}`);
  });
  const going = bot.start();
  onTestFinished(async () => {
    await bot.stop();
    await going;
  });
  telegram.type(1002, '/health demo');
  await expect
    .poll(() => telegram.shown(1002).map(({ text }) => text), { timeout: 20_000 })
    .toEqual(['all well, demo']);
  telegram.press(1002, 'Again');
  await expect.poll(() => telegram.shown(1002).map(({ text }) => text), { timeout: 20_000 }).toEqual(['pressed again']);
});

test('with a wrong token the real grammY ends and says 401', async ({ onTestFinished }) => {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.close());
  const bot = new Bot('42:wrong', { client: { apiRoot: telegram.apiRoot } });
  await expect(bot.start()).rejects.toMatchObject({ error_code: 401 });
});
