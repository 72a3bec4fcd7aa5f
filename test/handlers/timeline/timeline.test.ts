import { expect, onTestFinished, test } from 'vitest';
import { aBot } from '../../fakes/a-bot.ts';
import { cast } from '../../fakes/a-desk.ts';
import { channels, schedule, worker } from '../schedules/scheduled.ts';

const minuteMs = 60_000;

async function aBusyMorning() {
  const nightly = schedule('nightly', '0 2 * * *', '/look demo');
  const bot = await aBot({ policy: worker, channels, schedules: [nightly] });
  onTestFinished(() => bot.close());
  const later = async (ms: number) => {
    bot.clock.advance(ms);
    await bot.pass(1_000);
  };
  await bot.say('alice', '/put demo values=a', { confirmed: true });
  await later(5 * minuteMs);
  await bot.say('alice', '/schedule pause nightly');
  await later(minuteMs);
  const asked = await bot.say('alice', '/shove demo values=b');
  await later(minuteMs);
  await bot.say('chenwei', `/approve ${asked.approvalId}`);
  await later(minuteMs);
  await bot.say('chenwei', '/maintenance start demo 30m "new disk"');
  await bot.say('chenwei', '/maintenance end demo');
  await bot.desk.store.audit.append({
    atMs: bot.clock.now(),
    principal: 'bot',
    via: 'bot',
    event: 'configuration.changed',
    reason: 'a1 → b2',
    configuration: 'b2',
  });
  await bot.desk.store.audit.append({
    atMs: bot.clock.now(),
    principal: 'person:bob',
    via: 'web:bob',
    event: 'web.signed-in',
    configuration: 'b2',
  });
  return bot;
}

test('everything that happened stands in one list, the newest first, with who did it', async () => {
  const bot = await aBusyMorning();
  const shown = await bot.read('alice', '/timeline demo 2h');
  const lines = shown.split('\n');
  const at = (words: RegExp) => lines.findIndex((line) => words.test(line));
  const wanted = [
    /maintenance ended\s+Chen Wei/,
    /maintenance began: new disk\s+Chen Wei/,
    /run 2 · succeeded after .* · approved by Chen Wei\s+Alice/,
    /a second person was asked for .*shove.*\s+Alice/,
    /schedule nightly paused\s+Alice/,
    /run 1 · succeeded after .*\s+Alice/,
  ];
  const found = wanted.map(at);
  expect(
    found.every((line) => line > 0),
    shown,
  ).toBe(true);
  expect(found).toEqual(found.toSorted((a, b) => a - b));
});

test('only what lies within the time asked about', async () => {
  const bot = await aBusyMorning();
  const shown = await bot.read('alice', '/timeline demo 4m');
  expect(shown).toContain('maintenance began');
  expect(shown).not.toContain('run 1');
});

test('what is about the bot itself is for those who may read the trail; what is about a system for those who may look at its runs', async () => {
  const bot = await aBusyMorning();
  const alices = await bot.read('alice', '/timeline 2h');
  expect(alices).toContain('a1 → b2');
  expect(alices).toMatch(/signed in to the page\s+Bob/);
  const policy = {
    ...cast,
    grants: [{ ...cast.grants[2], role: 'viewer', may: ['run:read'] }, ...cast.grants.slice(0, 2)],
  };
  const settings = bot.desk.settings();
  Object.assign(bot.desk, { settings: () => ({ ...settings, policy }) });
  const carols = await bot.read('carol', '/timeline 2h');
  expect(carols).toContain('maintenance began');
  expect(carols).not.toContain('a1 → b2');
  expect(carols).not.toContain('signed in');
  const nobody = { ...policy, grants: policy.grants.filter(({ role }) => role !== 'viewer') };
  Object.assign(bot.desk, { settings: () => ({ ...settings, policy: nobody }) });
  // Who may not see a system is told no more of it than of one that is not there.
  expect((await bot.read('carol', '/timeline demo 2h')).replaceAll('demo', 'none')).toBe(
    await bot.read('carol', '/timeline none 2h'),
  );
  expect(await bot.read('carol', '/timeline 2h')).toContain('nothing happened');
});

test('a long day is shown to its newest forty, and said to be so', async () => {
  const bot = await aBot({ policy: worker, channels });
  onTestFinished(() => bot.close());
  for (let at = 0; at < 50; at++) {
    await bot.desk.store.audit.append({
      atMs: bot.clock.now() + at,
      principal: 'alert',
      via: 'alert',
      event: 'alert.fired',
      reason: `alert ${at}: cpu`,
      system: 'demo',
      configuration: 'c',
    });
  }
  bot.clock.advance(1_000);
  const shown = await bot.read('alice', '/时间线 demo 2小时');
  expect(shown).toContain('the newest 40');
  expect(shown).toContain('fired: alert 49: cpu');
  expect(shown).not.toContain('fired: alert 9: cpu');
});
