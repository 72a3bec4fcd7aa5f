import { expect, onTestFinished, test } from 'vitest';
import { alertmanagerSource, jsonSource } from '../../../src/handlers/alerts/alert-settings.ts';
import { type AnAlertBot, anAlertBot } from './an-alert-bot.ts';

const hourMs = 3_600_000;

async function aBot(): Promise<AnAlertBot> {
  const map = { name: 'check', state: 'state', startsAt: 'since' };
  const bot = await anAlertBot({
    intake: {
      am: alertmanagerSource.parse({ kind: 'alertmanager', system: 'demo' }),
      json: jsonSource.parse({ kind: 'json', system: 'demo', map }),
    },
  });
  onTestFinished(bot.close);
  return bot;
}

/** An alert as each source says it. */
const bodies = {
  am: (isFiring: boolean, startsAtMs: number, endsAtMs: number) => ({
    alerts: [
      {
        status: isFiring ? 'firing' : 'resolved',
        labels: { alertname: 'disk' },
        fingerprint: 'f1',
        startsAt: new Date(startsAtMs).toISOString(),
        ...(isFiring ? {} : { endsAt: new Date(endsAtMs).toISOString() }),
      },
    ],
  }),
  json: (isFiring: boolean, since: number) => ({ check: 'disk', state: isFiring ? 'down' : 'ok', since }),
} as const;

async function firesAfter(bot: AnAlertBot, source: keyof typeof bodies, ...all: readonly object[]): Promise<number> {
  for (const body of all) {
    await bot.desk.store.intake.put(source, JSON.stringify(body), bot.clock.now());
    await bot.pass(1_000);
    await bot.until(async () => (await bot.desk.store.intake.count()) === 0);
  }
  return (await bot.desk.store.alerts.list({ states: ['firing'], limit: 9 })).length;
}

test.each(['am', 'json'] as const)(
  'an end dated far ahead (%s) does not keep unheard what fires until then',
  async (source) => {
    const bot = await aBot();
    const nowMs = bot.clock.now();
    const says = bodies[source];
    const ahead = says(false, nowMs + 24 * hourMs, nowMs + 25 * hourMs);
    expect(await firesAfter(bot, source, ahead)).toBe(0);
    bot.clock.advance(hourMs);
    expect(await firesAfter(bot, source, says(true, bot.clock.now() - 1_000, 0))).toBe(1);
  },
);

test('what began far ahead by a fast clock ends when the clock is right again', async () => {
  const bot = await aBot();
  const nowMs = bot.clock.now();
  const began = bodies.am(true, nowMs + 24 * hourMs, 0);
  expect(await firesAfter(bot, 'am', began)).toBe(1);
  bot.clock.advance(hourMs);
  const ended = bodies.am(false, nowMs + 24 * hourMs, bot.clock.now() + 500);
  expect(await firesAfter(bot, 'am', ended)).toBe(0);
});

test('a clock that is fast by minutes is believed, so that an end before its beginning still counts', async () => {
  const bot = await aBot();
  const nowMs = bot.clock.now();
  const [began, ended] = [bodies.am(true, nowMs + 120_000, 0), bodies.am(false, nowMs + 120_000, nowMs + 180_000)];
  expect(await firesAfter(bot, 'am', ended, began)).toBe(0);
});
