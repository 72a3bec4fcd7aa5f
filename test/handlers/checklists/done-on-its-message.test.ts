import { expect, onTestFinished, test } from 'vitest';
import type { ABot } from '../../fakes/a-bot.ts';
import { room, schedule, toNextMinute, withScheduler } from '../schedules/scheduled.ts';
import { aWatchedMachine } from './measuring.ts';

async function aMorning() {
  const { bot, machine } = await aWatchedMachine({
    policy: withScheduler({ may: ['*:read', 'service:look'] }),
    channels: [room, { ...room, space: 'board' }],
    schedules: [
      schedule('morning', '1 9 * * *', '/checklist daily demo'),
      schedule('week', '1 9 * * 5', '/checklist weekly demo'),
    ],
  });
  onTestFinished(() => bot.close());
  return { bot, machine };
}
const shows = async (bot: ABot, space: string, words: string): Promise<string> => {
  const find = () => bot.reads(space).find((each) => each.includes(words));
  for (let turn = 0; turn < 200 && find() === undefined; turn++) await bot.pass(250);
  expect(bot.reads(space).join('\n---\n')).toContain(words);
  return find() ?? '';
};

test('what a person did stands in the message that asked for it, in every room it was said in', async () => {
  const { bot } = await aMorning();
  await toNextMinute(bot);
  for (const space of ['ops', 'board']) await shows(bot, space, '□ Pages: Open the front page');
  const [before] = bot.chat.in('ops').filter(({ message }) => JSON.stringify(message).includes('Pages'));
  // As a button does: typed by the one who pressed it.
  await bot.chat.hear('alice', '/checklist done demo daily eyes', { room: 'ops' });
  for (const space of ['ops', 'board']) {
    const shown = await shows(bot, space, 'Pages: done by Alice');
    expect(shown).toMatch(/● .*Daily checklist · demo — 2 of 2 well/);
    expect(bot.reads(space).filter((words) => words.includes('□ Pages'))).toEqual([]);
    expect(bot.reads(space).join()).not.toContain('/checklist done demo daily eyes');
  }
  expect(bot.chat.in('ops').find(({ id }) => id === before?.id)?.edits).toBeGreaterThan(0);
});

test('what was typed for changes as well, and only what asked for that item', async () => {
  const { bot } = await aMorning();
  await bot.chat.hear('bob', '/checklist daily demo');
  await shows(bot, 'bob', '□ Pages');
  await bot.chat.hear('bob', '/checklist weekly demo');
  await shows(bot, 'bob', '□ Keys');
  await bot.say('alice', '/checklist done demo keys');
  const weekly = await shows(bot, 'bob', 'Keys: done by Alice');
  expect(weekly).not.toContain('/look demo');
  await shows(bot, 'bob', '□ Pages');
});

test('a list in which the machine found something stays marked so', async () => {
  const { bot, machine } = await aMorning();
  machine.diskPercent = 90;
  await bot.chat.hear('bob', '/checklist daily demo');
  await shows(bot, 'bob', '□ Pages');
  await bot.say('alice', '/checklist done demo eyes');
  expect(await shows(bot, 'bob', 'Pages: done by Alice')).toMatch(/▲ .*Daily checklist/);
});
