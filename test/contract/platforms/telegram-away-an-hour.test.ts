import { expect, onTestFinished, test } from 'vitest';
import { startTelegram } from '../../emulators/telegram/telegram-emulator.ts';
import { fasterClock } from '../../roots/faster-clock.ts';
import { alice, bob, botOnTelegram, group } from './telegram-world.ts';

const hourMs = 3_600_000;

test('a Telegram that is down for an hour: it is asked ever more rarely, and then all there is to say is said, in order, with its true time, and what was typed is asked about', async () => {
  // An hour in five seconds, for people and Telegram too.
  const clock = fasterClock(720, Date.now());
  const telegram = await startTelegram();
  onTestFinished(() => telegram.close());
  Object.assign(telegram.world, { now: clock.now });
  for (const id of [alice, bob]) telegram.user(id);
  telegram.group(group);
  const it = await botOnTelegram({ telegram, clock });
  onTestFinished(() => it.close());
  await it.until(() => telegram.world.updates.polled());

  telegram.faults.outage('cut');
  const downAtMs = clock.now();
  const before = telegram.calls.length;
  // The request that waits ends as every other one does.
  telegram.world.updates.allowed = ['none'];
  telegram.world.updates.close();
  const chats = [bob, alice, group];
  const texts = Array.from({ length: 7 }, (_, at) => `message ${at + 1}`);
  for (const text of texts) for (const chat of chats) await it.put(`${chat} ${text}`, text, chat);
  await it.until(() => telegram.calls.slice(before).some(({ method }) => method === 'getUpdates'));
  telegram.world.updates.allowed = [];
  telegram.type(bob, '/put demo values="typed at the beginning"');
  await it.until(() => clock.now() - downAtMs > hourMs);
  telegram.type(bob, '/whoami');
  const tries = telegram.calls.length - before;
  telegram.faults.outage(undefined);

  await it.sent();
  await it.until(() => telegram.world.updates.waiting().length === 0);
  await it.until(() => it.texts(bob).some((text) => text.includes('You are Bob')));
  const said = (chat: number) =>
    it.texts(chat).flatMap((text) => (/message \d/.test(text) ? [text.split('\n').at(-1)] : []));
  for (const chat of chats) expect(said(chat)).toEqual(texts);
  expect(it.texts(alice)[0]).toContain('it could not be sent until now');
  expect(it.texts(bob).some((text) => text.includes('while I was away'))).toBe(true);
  expect(it.world.effects).toEqual([]);
  // Every half minute for messages, every minute a conversation: never more than a few hundred in all.
  expect(tries).toBeGreaterThan(10);
  expect(tries).toBeLessThan(500);
});
