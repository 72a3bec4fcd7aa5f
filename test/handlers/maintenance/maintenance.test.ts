import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import { rulesOf } from '../../../src/handlers/alerts/alert-rules.ts';
import { isQuiet } from '../../../src/handlers/maintenance/is-quiet.ts';
import { type ABot, aBot } from '../../fakes/a-bot.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { worldActions } from '../../fakes/world.ts';
import { channels, reader, schedule } from '../schedules/scheduled.ts';

const minuteMs = 60_000;

async function aRoom(options: Parameters<typeof aBot>[0] = {}): Promise<ABot> {
  const bot = await aBot({ policy: reader, channels, ...options });
  onTestFinished(() => bot.close());
  return bot;
}
/** Without a step for each of its seconds. */
async function later(bot: ABot, ms: number): Promise<void> {
  bot.clock.advance(ms - 1_000);
  await bot.pass(2_000);
}
const quiet = (bot: ABot) => isQuiet(bot.desk, 'demo', bot.clock.now());

test('a window quiets the system, tells its room, and ends by itself', async () => {
  const bot = await aRoom();
  expect(await quiet(bot)).toBeUndefined();
  expect(await bot.read('alice', '/maintenance start demo 30m "new disk"')).toMatch(
    /Maintenance of demo until 11:42:08 CST: new disk · by Alice/,
  );
  expect(await quiet(bot)).toMatchObject({ system: 'demo', reason: 'new disk', by: 'person:alice' });
  await bot.pass(2_000);
  await bot.until(() => bot.reads('ops').length === 1);
  expect(bot.reads('ops')[0]).toContain('Maintenance of demo until 11:42:08 CST: new disk · by Alice');
  await later(bot, 28 * minuteMs);
  expect(await quiet(bot)).toBeDefined();
  await later(bot, 2 * minuteMs);
  expect(await quiet(bot)).toBeUndefined();
  await bot.until(() => bot.reads('ops').length === 2);
  expect(bot.reads('ops')[1]).toMatch(/Maintenance of demo ended after 30 min.*, its time being up/);
  expect(bot.reads('ops')[1]).toContain('Nothing fired meanwhile');
});

test('it is ended by hand, by whom is said, and once only', async () => {
  const bot = await aRoom();
  await bot.say('alice', '/维护 开始 demo 30分钟 "new disk"');
  expect(await bot.read('chenwei', '/maintenance end demo')).toContain('Chen Wei');
  expect(await quiet(bot)).toBeUndefined();
  expect((await bot.say('chenwei', '/maintenance end demo')).code).toBe('not-found');
  const events = (await bot.desk.store.audit.list({ limit: 20 })).map(({ event }) => event);
  expect(events).toContain('maintenance.started');
  expect(events).toContain('maintenance.ended');
});

test('a second window over the same system is refused with the first one’s end', async () => {
  const bot = await aRoom();
  await bot.say('alice', '/maintenance start demo 30m "new disk"');
  const again = await bot.say('alice', '/maintenance start demo 60m "more"');
  expect(again.code).toBe('busy');
  expect(bot.text(again)).toContain('until 11:42:08 CST already');
});

test('who may only look may not quiet a system', async () => {
  const bot = await aRoom();
  expect((await bot.say('carol', '/maintenance start demo 30m "peace"')).code).toBe('denied');
  expect(await quiet(bot)).toBeUndefined();
});

test('its end is kept over a restart: a bot that comes back later ends it at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-maintenance-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const clock = manualClock();
  const first = await aRoom({ folder, clock, instance: 'first' });
  await first.say('alice', '/maintenance start demo 30m "new disk"');
  await first.desk.store.instances.leave('first');
  await first.close();
  clock.advance(10 * minuteMs);
  const second = await aRoom({ folder, clock, instance: 'second' });
  await second.pass(2_000);
  expect(await quiet(second)).toBeDefined();
  await second.desk.store.instances.leave('second');
  await second.close();
  clock.advance(60 * minuteMs);
  const third = await aRoom({ folder, clock, instance: 'third' });
  await third.pass(2_000);
  await third.until(async () => (await third.desk.store.maintenance.open()).length === 0);
  await third.until(() => third.reads('ops').some((text) => text.includes('ended after')));
});

test('windows and schedules know each other: it is said when they collide, the schedule waits and is done once', async () => {
  const everyTen = schedule('check', '*/10 * * * *', '/look demo');
  const bot = await aRoom({ schedules: [everyTen] });
  await bot.pass(1_000);
  const begun = await bot.read('alice', '/maintenance start demo 30m "new disk"');
  expect(begun).toMatch(/Schedule check is due at 11:20:00 CST, within this window: it waits until the end/);
  for (let at = 0; at < 25; at += 5) await later(bot, 5 * minuteMs);
  expect(bot.reads('ops').join()).not.toContain('looked at demo');
  expect(bot.reads('ops').filter((text) => text.includes('is due and waits'))).toHaveLength(1);
  expect(await bot.read('alice', '/schedule list')).toContain('waits: demo is in maintenance until 11:42:09 CST');
  await bot.say('alice', '/maintenance end demo');
  await bot.pass(3_000);
  await bot.until(() => bot.reads('ops').some((text) => text.includes('looked at demo')));
  const done = bot.reads('ops').filter((text) => text.includes('looked at demo'));
  expect(done).toHaveLength(1);
  expect(done[0]).toContain('waited for the maintenance of demo to end');
});

const fires = (bot: ABot, name: string, state: 'firing' | 'resolved' = 'firing') =>
  bot.desk.store.alerts.apply(
    [
      {
        fingerprint: `test ${name}`,
        group: `test ${name}`,
        state,
        level: 'critical',
        source: 'monitor',
        system: 'demo',
        name,
        title: outside(name),
        text: outside(`${name} is too high`),
        startsAtMs: bot.clock.now(),
        ...(state === 'resolved' ? { endsAtMs: bot.clock.now() } : {}),
      },
    ],
    rulesOf(bot.desk),
  );

test('what fired meanwhile is listed when it ends, what still fires as well', async () => {
  const bot = await aRoom();
  await fires(bot, 'earlier');
  bot.clock.advance(minuteMs);
  await fires(bot, 'earlier', 'resolved');
  await fires(bot, 'known before');
  bot.clock.advance(minuteMs);
  await bot.say('alice', '/maintenance start demo 30m "new disk"');
  bot.clock.advance(minuteMs);
  await fires(bot, 'disk');
  bot.clock.advance(minuteMs);
  await fires(bot, 'cpu');
  const ended = await bot.read('alice', '/maintenance end demo');
  expect(ended).toMatch(/alert \d+ · critical · disk · since .*, still firing/);
  expect(ended).toMatch(/alert \d+ · critical · cpu/);
  expect(ended).not.toContain('earlier');
  expect(ended).not.toContain('known before');
});

test('how the system is after a window that ended by itself is read in the room, where the scheduler may look', async () => {
  const bot = await aRoom();
  const look = worldActions.find(({ name }) => name === 'look');
  Object.assign(bot.desk, { commands: [...bot.desk.commands, { ...look, name: 'health' }] });
  await bot.say('alice', '/maintenance start demo 5m "new disk"');
  await later(bot, 5 * minuteMs);
  await bot.until(() => bot.reads('ops').some((text) => text.includes('looked at demo')));
});
