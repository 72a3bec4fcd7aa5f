import { describe, expect, onTestFinished, test } from 'vitest';
import type { Schedule } from '../../../src/handlers/schedules/schedule-spec.ts';
import { type ABot, aBot } from '../../fakes/a-bot.ts';
import { channels, reader, room, schedule, toNextMinute } from './scheduled.ts';

const everyMinute = schedule('look', '* * * * *', '/look');

async function aRoom(...schedules: readonly Schedule[]): Promise<ABot> {
  const list = schedules.length === 0 ? [everyMinute] : schedules;
  const bot = await aBot({ policy: reader, channels, schedules: list });
  onTestFinished(() => bot.close());
  return bot;
}

describe('a schedule', () => {
  test('posts what its command answers to the room of its system, each time', async () => {
    const bot = await aRoom();
    await toNextMinute(bot);
    await bot.until(() => bot.reads('ops').length === 1);
    bot.clock.advance(60_000);
    await bot.pass(1_000);
    await bot.until(() => bot.reads('ops').length === 2);
    expect(bot.reads('ops')[1]).toContain('looked at demo');
    expect(bot.reads('ops')[1]).toContain('by schedule look');
    expect(bot.reads('ops')[1]).not.toContain('Was due');
  });

  test('that names a room posts there alone', async () => {
    const night = { platform: 'test', tenant: '', space: 'night' };
    const bot = await aBot({
      policy: reader,
      channels: [room, { ...night, system: 'demo' }],
      schedules: [{ ...everyMinute, post: night }],
    });
    onTestFinished(() => bot.close());
    await toNextMinute(bot);
    await bot.until(() => bot.reads('night').length === 1);
    expect(bot.reads('ops')).toEqual([]);
  });

  test('that speaks of problems only is silent while all is well', async () => {
    const quiet = { ...everyMinute, say: 'problems' as const };
    const bot = await aRoom(quiet, { ...quiet, id: 'denied', command: '/put demo values=a' });
    await toNextMinute(bot);
    await bot.until(() => bot.reads('ops').length > 0);
    await bot.until(
      async () => (await bot.desk.store.schedules.turns({ schedule: 'look', limit: 1 }))[0]?.outcome === 'ok',
    );
    expect(bot.reads('ops')).toHaveLength(1);
    expect(bot.reads('ops')[0]).toContain('You may not');
  });

  test('without a room tells the admins of what went wrong, each privately', async () => {
    const bot = await aBot({ policy: reader, schedules: [schedule('put', '* * * * *', '/put demo values=a')] });
    onTestFinished(() => bot.close());
    await toNextMinute(bot);
    await bot.until(() => bot.reads('alice').length > 0 && bot.reads('chenwei').length > 0);
    expect(bot.reads('alice')[0]).toContain('You may not');
    expect(bot.reads('bob')).toEqual([]);
  });
});

describe('/schedule', () => {
  test('lists when each is due next, how it went last, and what stops it', async () => {
    const bot = await aRoom(everyMinute, schedule('nightly', '0 2 * * *', '/look demo', { days: 'work' }));
    expect(await bot.read('carol', '/schedule')).toMatch(/look\s+\/look\s+11:13:00 CST\s+not yet\s+active/);
    await toNextMinute(bot);
    await bot.until(() => bot.reads('ops').length === 1);
    const shown = await bot.read('carol', '/计划');
    expect(shown).toMatch(/look\s+\/look\s+11:14:00 CST\s+done .* ago|look\s+\/look\s+11:14:00 CST\s+done just now/);
    expect(shown).toMatch(/nightly\s+\/look demo\s+22 Nov 02:00:00 CST, on work days/);
  });

  test('pauses one and lets it go on; what fell due meanwhile is not caught up', async () => {
    const bot = await aRoom();
    expect((await bot.say('carol', '/schedule pause look')).code).toBe('denied');
    expect(await bot.read('alice', '/schedule pause look')).toContain('Schedule look is paused');
    expect((await bot.say('alice', '/schedule pause look')).code).toBe('stale');
    bot.clock.advance(180_000);
    await bot.pass(2_000);
    expect(bot.reads('ops')).toEqual([]);
    expect(await bot.read('carol', '/schedule list')).toContain('paused by Alice');
    expect(await bot.read('alice', '/计划 恢复 look')).toContain('Schedule look goes on');
    await bot.pass(2_000);
    expect(bot.reads('ops')).toEqual([]);
    bot.clock.advance(60_000);
    await bot.pass(2_000);
    await bot.until(() => bot.reads('ops').length === 1);
    expect(bot.reads('ops')[0]).not.toContain('Was due');
  });

  test('runs one now and keeps that it did', async () => {
    const bot = await aRoom(schedule('nightly', '0 2 * * *', '/look demo'));
    expect(await bot.read('carol', '/schedule run nightly')).toContain('looked at demo');
    const [turn] = await bot.desk.store.schedules.turns({ limit: 1 });
    expect(turn).toMatchObject({ schedule: 'nightly', outcome: 'ok', by: 'person:carol' });
  });

  test('who may not do what it does cannot have its turn counted as taken either', async () => {
    const bot = await aRoom(schedule('nightly', '0 2 * * *', '/put demo values=a'));
    await bot.pass(1_000);
    const before = await bot.desk.store.schedules.states();
    bot.clock.advance(60_000);
    expect((await bot.say('carol', '/schedule run nightly')).code).toBe('denied');
    expect(await bot.desk.store.schedules.turns({ limit: 9 })).toEqual([]);
    expect(await bot.desk.store.schedules.states()).toEqual(before);
    const rows = await bot.desk.store.audit.list({ limit: 9, principal: 'person:carol' });
    expect(rows).toContainEqual(expect.objectContaining({ event: 'command.denied', action: 'put', outcome: 'denied' }));
    expect(bot.world.effects).toEqual([]);
  });

  test('who may look at no system cannot take the turn of a question about all of them', async () => {
    const grants = reader.grants.map((grant) =>
      grant.role === 'viewer' ? { ...grant, may: ['schedule:read'] } : grant,
    );
    const bot = await aBot({
      policy: { ...reader, grants },
      channels,
      schedules: [schedule('all', '0 2 * * *', '/look all')],
    });
    onTestFinished(() => bot.close());
    expect((await bot.say('carol', '/schedule run all')).code).toBe('denied');
    expect(await bot.desk.store.schedules.turns({ limit: 9 })).toEqual([]);
  });

  test('a name nobody gave is an error with the nearest one', async () => {
    const bot = await aRoom(schedule('nightly', '0 2 * * *', '/look demo'));
    const answer = await bot.say('alice', '/schedule run nigthly');
    expect(answer.code).toBe('not-found');
    expect(bot.text(answer)).toContain('/schedule run nightly');
  });
});
