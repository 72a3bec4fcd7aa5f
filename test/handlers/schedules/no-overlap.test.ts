import { expect, onTestFinished, test } from 'vitest';
import { aBot } from '../../fakes/a-bot.ts';
import { channels, schedule, toNextMinute, worker } from './scheduled.ts';

const slow = schedule('slow', '* * * * *', '/put demo values=a');

async function withSlowTurn() {
  const bot = await aBot({ policy: worker, schedules: [slow], channels });
  onTestFinished(() => bot.close());
  bot.world.behaviour.set('a', 'slow');
  await toNextMinute(bot);
  await bot.until(async () => (await bot.desk.store.runs.list({ limit: 5 })).length === 1);
  return bot;
}

test('a turn that falls due while the one before is going on is skipped, and the room reads so in one message', async () => {
  const bot = await withSlowTurn();
  await toNextMinute(bot);
  await toNextMinute(bot);
  const skipped = () => bot.reads('ops').filter((text) => text.includes('was skipped'));
  await bot.until(() => skipped().join().includes('due at 11:15:00'));
  expect(skipped()).toHaveLength(1);
  expect(skipped()[0]).toMatch(
    /Schedule slow was due at 11:15:00 CST and was skipped: its turn of 11:13:0\d CST is still/,
  );
  expect(await bot.desk.store.runs.list({ limit: 5 })).toHaveLength(1);
  bot.world.release();
  await bot.until(() => bot.world.effects.length === 1);
});

test('once it is over the next turn is done again', async () => {
  const bot = await withSlowTurn();
  bot.world.release();
  await bot.until(async () => (await bot.desk.store.schedules.turns({ limit: 1 }))[0]?.outcome === 'ok');
  await toNextMinute(bot);
  await bot.until(async () => (await bot.desk.store.runs.list({ limit: 5 })).length === 2);
  expect((await bot.desk.store.schedules.turns({ limit: 9 })).map(({ outcome }) => outcome)).not.toContain('overlap');
});

test('neither does anybody begin it a second time by hand', async () => {
  const bot = await withSlowTurn();
  const answer = await bot.say('alice', '/schedule run slow');
  expect(answer.code).toBe('busy');
  expect(bot.text(answer)).toContain('is going on since');
  bot.world.release();
  await bot.until(() => bot.world.effects.length === 1);
});

test('a turn left behind by a process that died is in nobody’s way', async () => {
  const bot = await aBot({ policy: worker, schedules: [slow], channels });
  onTestFinished(() => bot.close());
  const { schedules } = bot.desk.store;
  const atMs = bot.clock.now();
  await bot.until(async () => (await schedules.states()).length === 1);
  const dead = { schedule: 'slow', handledMs: atMs, dueMs: atMs, count: 1, atMs, by: 'scheduler', owner: 'long-gone' };
  expect((await schedules.begin(dead)).begun).toBe(true);
  await toNextMinute(bot);
  await bot.until(() => bot.world.effects.length === 1);
});

test('what another run holds is waited for: the turn goes on once that is over', async () => {
  const bot = await aBot({ policy: worker, schedules: [slow], channels });
  onTestFinished(() => bot.close());
  bot.world.behaviour.set('held', 'slow');
  const alices = bot.say('alice', '/put demo values=held', { confirmed: true });
  await bot.until(async () => (await bot.desk.store.runs.list({ limit: 5 })).length === 1);
  await toNextMinute(bot);
  const turn = async () => (await bot.desk.store.schedules.turns({ limit: 1 }))[0];
  await bot.until(async () => (await turn())?.outcome === 'running');
  bot.world.release();
  expect((await alices).code).toBe('ok');
  bot.clock.advance(30_000);
  await bot.until(async () => (await turn())?.outcome === 'ok');
  expect(bot.world.effects).toEqual(['put held', 'put a']);
});
