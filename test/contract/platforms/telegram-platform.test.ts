import { openTelegram } from '../../../src/bot/platforms/telegram/open-telegram.ts';
import { badRequest, tooManyRequests } from '../../emulators/telegram/refusal.ts';
import { startTelegram } from '../../emulators/telegram/telegram-emulator.ts';
import { aDesk } from '../../fakes/a-desk.ts';
import { describePlatform } from './platform-contract.ts';
import { platformParts } from './platform-parts.ts';

const bob = 1001;

describePlatform('Telegram', async () => {
  const telegram = await startTelegram();
  telegram.user(bob, { name: 'Bob' });
  const it = await aDesk();
  const { platform } = await openTelegram(
    platformParts(it, 'telegram', () => telegram.token),
    { token: { env: 'TOKEN' }, apiRoot: telegram.apiRoot },
  );
  let last: ReturnType<typeof telegram.type> | undefined;
  return {
    platform,
    userId: String(bob),
    start: platform.start,
    type: async (text) => {
      last = telegram.type(bob, text);
    },
    deliverAgain: async () => {
      if (last !== undefined) telegram.world.updates.repeat(last.update);
    },
    read: async ({ space }) => telegram.shown(Number(space)).map(({ text }) => text),
    alive: async ({ space }) =>
      telegram
        .shown(Number(space))
        .flatMap(({ text, entities }) =>
          entities
            .filter(({ type }) => !['bold', 'code', 'pre'].includes(type))
            .map(({ offset, length }) => text.slice(offset, offset + length)),
        ),
    labels: async ({ space }) =>
      telegram
        .shown(Number(space))
        .flatMap(({ keyboard, document }) => [
          ...keyboard.flat().map(({ text }) => text),
          ...(document === undefined ? [] : [document.name]),
        ]),
    files: it.folder,
    refuseRich: () =>
      telegram.faults.next('sendMessage', { refuse: badRequest("can't parse entities: Unsupported start tag") }),
    tooMany: (afterMs) => telegram.faults.next('sendMessage', { refuse: tooManyRequests(afterMs / 1000) }),
    loseReply: () => telegram.faults.next('sendMessage', 'lost-reply'),
    remove: ({ space }) => {
      const chat = telegram.world.chats.get(Number(space));
      if (chat !== undefined) chat.status = 'blocked';
    },
    async close() {
      await telegram.close();
      await it.close();
    },
  };
});
