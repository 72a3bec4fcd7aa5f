import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ABot, aBot } from '../../fakes/a-bot.ts';

let it: ABot;
beforeEach(async () => {
  it = await aBot({ environment: 'lab' });
});
afterEach(() => it.close());

test('somebody unknown who writes without end is kept and answered a few times, and nobody else waits for it', async () => {
  for (let time = 0; time < 40; time++)
    await it.chat.hear('mallory', `/put demo values="${time}"`, { key: `m:${time}` });
  await it.chat.hear('bob', '/look demo');
  await it.until(() => it.pass(250).then(() => it.chat.in('bob').length === 1));
  await it.sent();
  expect(it.chat.in('mallory')).toHaveLength(10);
  expect(await it.desk.store.deliveries.countSince(['test:mallory'], 0)).toBe(10);
  it.clock.advance(60_000);
  await it.chat.hear('mallory', '/look demo', { key: 'm:later' });
  await it.until(() => it.pass(250).then(() => it.chat.in('mallory').length === 11));
});

test('many who are unknown together are not answered without end either', async () => {
  for (let one = 0; one < 150; one++) await it.chat.hear(`stranger${one}`, 'hello', { key: `s:${one}` });
  const senders = Array.from({ length: 150 }, (_, one) => `test:stranger${one}`);
  expect(await it.desk.store.deliveries.countSince(senders, 0)).toBe(120);
});
