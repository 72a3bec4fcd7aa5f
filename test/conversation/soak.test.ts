import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startDingTalk } from '../emulators/dingtalk/dingtalk-emulator.ts';
import { startSlack } from '../emulators/slack/slack-emulator.ts';
import { startTelegram } from '../emulators/telegram/telegram-emulator.ts';
import { fasterClock } from '../roots/faster-clock.ts';
import { closeChats, settleIn } from './cast.ts';
import { openShop } from './shop.ts';
import { botProcess } from './soak/bot-process.ts';
import { chanceOf, oneOf } from './soak/chance.ts';
import { linesOf } from './soak/lines.ts';
import { tallyOf, waitingIn } from './soak/tally.ts';
import { startTyping } from './soak/typing.ts';
import { badWeather, outageOf } from './soak/weather.ts';

/** The bot tells after a minute what it lost when it was killed; here a minute is ten seconds. */
const speed = 6;
const whole = process.env.TEST_ALL === '1';
const { commands, outMs, limitMs } = whole
  ? { commands: 1_000, outMs: 20_000, limitMs: 480_000 }
  : { commands: 120, outMs: 3_000, limitMs: 120_000 };

test(`three platforms at once, ${commands} commands, a fifth of them twice, links that break, one platform out, the bot killed twice: each is done once and answered once, in order`, {
  timeout: limitMs + 30_000,
  retry: 0,
}, async () => {
  const seed = Number(process.env.SOAK_SEED ?? Date.now() % 1_000_000);
  const chance = chanceOf(seed);
  const sinceMs = Date.now();
  const clock = { speed, sinceMs };
  const limit = AbortSignal.timeout(limitMs);
  const telegram = await startTelegram({ now: fasterClock(speed, sinceMs).now });
  const chats = { slack: await startSlack(), dingtalk: await startDingTalk(), telegram };
  onTestFinished(() => closeChats(chats));
  settleIn(chats);
  const shop = await openShop(chats, { environment: 'lab', more: 'limits: { commandsPerMinute: 100000 }\n' });
  onTestFinished(shop.clear);
  const bot = botProcess(join(shop.home, 'config'), chats, clock);
  onTestFinished(bot.clear);
  const openOnes = () => typing.open().map(({ line, token }) => `${line.name} ${token}`);
  const until = async (what: string, holds: () => boolean): Promise<void> => {
    while (!holds()) {
      if (limit.aborted) throw new Error(`never: ${what} (seed ${seed}); no answer: ${openOnes()}`);
      await wait(50);
    }
  };
  const lines = linesOf(chats);
  const isHeard = () => chats.slack.links.ready() && chats.dingtalk.sockets.ready();
  while (!isHeard()) await wait(50, undefined, { signal: limit });

  const fromMs = performance.now();
  const weather = badWeather(chats, { everyMs: 150, chance });
  const typing = startTyping({ commands, lines, chance, pauseMs: 400, limit });
  const asked = (share: number) => () => typing.asked.length >= commands * share;

  await until('a quarter', asked(0.25));
  await bot.kill();
  await until('half', asked(0.5));
  const out = oneOf(['slack', 'dingtalk', 'telegram'] as const, chance);
  const restore = outageOf(out, chats);
  await wait(outMs / 2);
  await bot.kill();
  await wait(outMs / 2);
  restore();
  await typing.done;
  await weather.calm();
  const typedMs = performance.now() - fromMs;
  await until('answered', () => typing.open().length === 0);
  await typing.settle();
  await until('sent', () => waitingIn(shop.home) === 0);
  const tookMs = performance.now() - fromMs;
  await bot.end();

  const tally = tallyOf(shop.home, lines, typing.asked);
  const seconds = (ms: number) => (ms / 1_000).toFixed(1);
  const befell = [...weather.counts].map(([name, count]) => `${name} ${count}`).join(', ');
  const followed = [...typing.advised].map(([name, count]) => `${name} ${count}`).join(', ') || 'nothing';
  console.log(
    `soak (seed ${seed}): ${commands} commands and ${typing.duplicates()} duplicates on ${lines.length} conversations of 3 platforms, typed in ${seconds(typedMs)} s, all answered after ${seconds(tookMs)} s
  befell: ${befell}, ${out} out for ${seconds(outMs)} s, killed 2
  done once ${tally.effects - tally.doneTwice.length} of ${commands}, twice ${tally.doneTwice.length}, never ${tally.notDone.length}
  answered ${commands - tally.unanswered.length}, doubled unsaid ${tally.doubled.length}, repetitions that say so ${tally.owned}
  in the order said: ${lines.length - tally.disordered.length} of ${lines.length} conversations; answers below those to what was heard before: ${tally.inTurn} of ${commands}
  after a kill people followed its advice: ${followed}`,
  );
  const { notDone, doneTwice, unanswered, doubled, disordered, waiting } = tally;
  expect({ notDone, doneTwice, unanswered, doubled, disordered, waiting }).toEqual({
    notDone: [],
    doneTwice: [],
    unanswered: [],
    doubled: [],
    disordered: [],
    waiting: 0,
  });
});
