import { expect, test } from 'vitest';
import { makeConnection } from '../../../src/bot/platforms/dingtalk/connection.ts';
import { DingTalkError } from '../../../src/bot/platforms/dingtalk/failures.ts';
import { makeLinks } from '../../../src/bot/platforms/slack/links.ts';
import type { Clock } from '../../../src/handlers/clock.ts';
import type { Desk } from '../../../src/handlers/desk.ts';
import { freePort } from '../../free-port.ts';

/** Sleeps not at all, and remembers for how long it should have; `enough`: so often. */
function restless(enough: number) {
  const slept: number[] = [];
  let nowMs = 0;
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const clock: Clock = {
    now: () => nowMs,
    monotonic: () => nowMs,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      slept.push(ms);
      nowMs += ms;
      if (slept.length === enough) resolve();
      if (slept.length >= enough) await new Promise((_, reject) => signal?.addEventListener('abort', reject));
    },
  };
  return { clock, slept, over };
}

test('DingTalk that is away is asked ever more rarely, once a minute at last, and never twice at a time', async () => {
  const { clock, slept, over } = restless(10);
  const asked = { now: 0, most: 0, all: 0 };
  const connection = makeConnection({
    desk: { clock, log: () => {} } as unknown as Desk, // what it looks at
    api: {
      async gateway() {
        asked.all += 1;
        asked.now += 1;
        asked.most = Math.max(asked.most, asked.now);
        await Promise.resolve();
        asked.now -= 1;
        throw new DingTalkError({ status: 503, code: 'ServiceUnavailable', message: '' });
      },
      call: () => Promise.reject(new Error('not asked for')),
      webhook: () => Promise.reject(new Error('not asked for')),
      upload: () => Promise.reject(new Error('not asked for')),
    },
    heard: async () => undefined,
    complain: () => {},
  });
  const opening = connection.open();
  await over;
  await connection.close();
  await opening;
  expect(asked).toEqual({ now: 0, most: 1, all: 10 });
  // Not all bots at the same moment: a quarter more or less.
  for (const [at, ms] of slept.entries()) {
    const wanted = Math.min(1_000 * 2 ** at, 60_000);
    expect(ms).toBeGreaterThanOrEqual(wanted * 0.75);
    expect(ms).toBeLessThanOrEqual(wanted * 1.25);
  }
});

test('Slack that is away is asked at once twice, then ever more rarely, every half minute at last', async () => {
  const { clock, slept, over } = restless(12);
  const links = makeLinks({
    appToken: 'xapp-1',
    apiUrl: `http://127.0.0.1:${await freePort()}/api/`,
    clock,
    log: () => {},
    take: async () => undefined,
    complain: () => {},
  });
  const opening = links.open();
  await over;
  await links.close();
  await opening;
  expect(slept).toEqual(slept.toSorted((a, b) => a - b));
  expect([slept[0], slept[1], slept.at(-1)]).toEqual([400, 800, 30_000]);
});
