import { expect, test } from 'vitest';
import { startTelegram } from '../../emulators/telegram/telegram-emulator.ts';
import { alice, bob, botOnTelegram, group, mallory } from './telegram-world.ts';

test('a bot that was called at an address before is asked for its messages from now on; what it says brings no previews', async ({
  onTestFinished,
}) => {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.close());
  for (const id of [alice, bob, mallory]) telegram.user(id);
  telegram.group(group);
  telegram.world.updates.webhook = { url: 'https://gone.example.org/telegram', secret: undefined };
  const it = await botOnTelegram({ telegram });
  onTestFinished(() => it.close());
  await it.until(() => telegram.world.updates.polled());
  telegram.type(bob, '/whoami');
  await it.until(() => it.texts(bob).some((text) => text.includes('You are Bob')));
  expect(telegram.world.updates.webhook).toBeUndefined();
  await it.put('a', 'one');
  await it.sent();
  await it.put('a', 'two');
  await it.sent();
  const said = telegram.calls.filter(({ method }) => /^(sendMessage|editMessageText)$/i.test(method));
  expect(new Set(said.map(({ method }) => method.toLowerCase())).size).toBe(2);
  for (const { params } of said) expect(params.link_preview_options).toEqual({ is_disabled: true });
});
