import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Schedule } from '../../../src/handlers/schedules/schedule-spec.ts';
import { type ABot, aBot } from '../../fakes/a-bot.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { channels, reader, schedule, toNextMinute, worker } from './scheduled.ts';

const hourMs = 3_600_000;

/** One state and one clock; the bot on it is started and ended as often as a test wants. */
function aHome(startMs?: number) {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-missed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const clock = manualClock(startMs);
  let started = 0;
  return {
    clock,
    async start(...schedules: readonly Schedule[]): Promise<ABot> {
      started += 1;
      const bot = await aBot({
        folder,
        clock,
        channels,
        policy: schedules.some(({ command }) => command.startsWith('/put')) ? worker : reader,
        schedules,
        instance: `bot-${started}`,
      });
      let open = true;
      const close = async () => {
        if (!open) return;
        open = false;
        await bot.desk.store.instances.leave(bot.desk.instance);
        await bot.close();
      };
      onTestFinished(close);
      await bot.pass(2_000);
      return { ...bot, close };
    },
  };
}

const nightly = schedule('nightly', '0 2 * * *', '/look');

describe('what fell due while the bot was not there', () => {
  test('is done once when it comes back, and the room reads that it was late', async () => {
    const home = aHome();
    const before = await home.start(nightly);
    await before.close();
    home.clock.advance(20 * hourMs); // 07:12 of the next day
    const bot = await home.start(nightly);
    await bot.until(() => bot.reads('ops').length > 0);
    expect(bot.reads('ops')).toHaveLength(1);
    expect(bot.reads('ops')[0]).toContain('looked at demo');
    expect(bot.reads('ops')[0]).toMatch(/Was due at 02:00:00 CST, when I was not there; caught up now/);
    await bot.pass(10_000);
    expect(bot.reads('ops')).toHaveLength(1);
  });

  test('many times is done once, the number said', async () => {
    const home = aHome();
    await (await home.start(nightly)).close();
    home.clock.advance(5 * 24 * hourMs);
    const bot = await home.start(nightly);
    await bot.until(() => bot.reads('ops').length > 0);
    expect(bot.reads('ops')).toHaveLength(1);
    expect(bot.reads('ops')[0]).toMatch(
      /Was due 5 times while I was not there, last at .*02:00:00 CST; caught up once/,
    );
  });

  test('every minute for a month is one catching up, quickly, and nothing later', async () => {
    const home = aHome();
    const often = schedule('often', '* * * * *', '/look');
    await (await home.start(often)).close();
    home.clock.advance(30 * 24 * hourMs);
    const bot = await home.start(often);
    await bot.until(() => bot.reads('ops').length > 0);
    expect(bot.reads('ops')[0]).toContain('at least 1000 times');
    await bot.pass(20_000);
    expect(bot.reads('ops')).toHaveLength(1);
  });

  test('is only said where it is not to be caught up', async () => {
    const home = aHome();
    const strict = { ...nightly, catchUp: false };
    await (await home.start(strict)).close();
    home.clock.advance(20 * hourMs);
    const bot = await home.start(strict);
    await bot.until(() => bot.reads('ops').length > 0);
    expect(bot.reads('ops').join()).toMatch(
      /nightly was due at 02:00:00 CST while I was not there. It is not caught up/,
    );
    const [turn] = await bot.desk.store.schedules.turns({ limit: 1 });
    expect(turn).toMatchObject({ outcome: 'missed', count: 1 });
  });

  test('of a schedule that is new, or whose time was changed, is nothing', async () => {
    const home = aHome();
    await (await home.start(nightly)).close();
    home.clock.advance(20 * hourMs);
    const bot = await home.start({ ...nightly, cron: '30 1 * * *' }, schedule('new', '0 3 * * *', '/look'));
    await bot.pass(5_000);
    expect(bot.reads('ops')).toEqual([]);
  });

  test('a change that the end of the bot broke off is not repeated: the room is told, with its run', async () => {
    const home = aHome();
    const work = schedule('work', '* * * * *', '/put demo values="a,b"');
    const before = await home.start(work);
    before.world.behaviour.set('b', 'hangs');
    await toNextMinute(before);
    await before.until(() => before.world.effects.length > 0);
    await before.close();
    const bot = await home.start({ ...work, cron: '0 2 * * *' });
    await bot.until(() => bot.reads('ops').some((text) => text.includes('was interrupted')));
    expect(bot.reads('ops').join()).toMatch(/Schedule work, due at .*, was interrupted/);
    expect(bot.world.effects).toEqual([]);
  });
});

test('a clock that was set back does not stop a schedule until that time comes again', async () => {
  const home = aHome();
  const hourly = schedule('hourly', '0 * * * *', '/look');
  const bot = await home.start(hourly);
  await bot.desk.store.schedules.handled('hourly', home.clock.now() + 6 * hourMs);
  await bot.pass(2_000);
  home.clock.advance(hourMs);
  await bot.pass(2_000);
  await bot.until(() => bot.reads('ops').length > 0);
  expect(bot.reads('ops')).toHaveLength(1);
});

describe('on work days only, by the calendar of China', () => {
  const morning = schedule('morning', '0 9 * * *', '/look', { days: 'work' });
  const on = async (day: string, kind: 'work' | 'rest' | 'unknown') => {
    const home = aHome(Date.parse(`${day}T00:30:00Z`)); // 08:30 there
    const bot = await home.start(morning);
    const settings = bot.desk.settings();
    Object.assign(bot.desk, { holidays: async () => kind, settings: () => ({ ...settings, workDays: 'china' }) });
    home.clock.advance(hourMs);
    await bot.pass(3_000);
    return bot;
  };

  test('a day off is passed over in silence, a Saturday that is worked (调休) is not', async () => {
    expect((await on('2026-10-01', 'rest')).reads('ops')).toEqual([]);
    const worked = await on('2026-10-10', 'work');
    await worked.until(() => worked.reads('ops').length === 1);
  });

  test('a day outside its data is said, not guessed: the command is given all the same', async () => {
    const bot = await on('2027-03-01', 'unknown');
    await bot.until(() => bot.reads('ops').length === 1);
    expect(bot.reads('ops')[0]).toContain('Nobody knows yet whether 2027-03-01 is a work day');
  });
});
