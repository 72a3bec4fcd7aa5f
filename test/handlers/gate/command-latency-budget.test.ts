import { expect, test } from 'vitest';
import { aBot } from '../../fakes/a-bot.ts';
import { aDesk } from '../../fakes/a-desk.ts';

test('a query costs at most three commits that wait for the disk, whoever asks and however often', async () => {
  const it = await aDesk();
  await it.say('bob', '/look demo');
  const before = it.commits();
  await it.say('bob', '/look demo');
  expect(it.commits() - before).toBeLessThanOrEqual(3);
  expect(it.commits() - before).toBeGreaterThan(0);
  await it.close();
});

test('asked in a chat it costs three as well, its answer kept, paid, handed over and shown', async () => {
  const it = await aBot();
  const ask = async (times: number): Promise<void> => {
    await it.chat.hear('bob', '/look demo');
    await it.until(() => it.chat.in('bob').length === times);
    await it.sent();
  };
  await ask(1);
  const before = it.commits();
  await ask(2);
  expect(it.commits() - before).toBe(3);
  await it.close();
});

test('a change of N steps costs one commit per journal line, and no more than five around them', async () => {
  const it = await aDesk({ environment: 'lab' });
  const before = it.commits();
  await it.say('bob', '/put demo values="a,b,c"');
  expect(it.commits() - before).toBeLessThanOrEqual(2 * 3 + 5);
  await it.close();
});
