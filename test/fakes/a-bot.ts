import { expect } from 'vitest';
import { renderText } from '../../src/bot/platforms/terminal/render.ts';
import type { Message } from '../../src/handlers/message.ts';
import type { ChatPlatform } from '../../src/handlers/platform.ts';
import { serve } from '../../src/handlers/serving/serve.ts';
import { type ADesk, type ADeskOptions, aDesk } from './a-desk.ts';
import type { FakeClock } from './fake-clock.ts';
import { type FakePlatform, fakePlatform } from './fake-platform.ts';
import { manualClock } from './manual-clock.ts';

export interface ABot extends ADesk {
  /** The first platform. */
  readonly chat: FakePlatform;
  /** Lets time pass in small steps, with room for what wakes up. */
  pass(ms: number): Promise<void>;
  /** Every message in a conversation as text, oldest first. */
  reads(space: string, on?: FakePlatform): readonly string[];
  /** Waits, in real time and at most two seconds, until something holds. */
  until(holds: () => unknown): Promise<void>;
  /** Waits until nothing is left to be sent. */
  sent(): Promise<void>;
  stopServing(): Promise<void>;
}

/** A whole bot on fake platforms: real dispatch, gate, engine, outbox and SQLite; time moves only when told. */
export async function aBot(
  options: ADeskOptions & {
    readonly platforms?: (clock: FakeClock) => readonly [FakePlatform, ...ChatPlatform[]];
  } = {},
): Promise<ABot> {
  const clock = options.clock ?? manualClock();
  const it = await aDesk({ ...options, clock, kind: 'bot' });
  const platforms = options.platforms?.(clock) ?? ([fakePlatform({ now: clock.now })] as const);
  const [chat] = platforms;
  const serving = serve(it.desk, () => 0.5);
  Object.assign(it.desk, { places: serving.places });
  for (const platform of platforms) await platform.start(serving.connect(platform));
  serving.begin();
  const until = async (holds: () => unknown): Promise<void> => {
    await expect.poll(holds, { timeout: 2_000, interval: 2 }).toBeTruthy();
  };
  const words = (message: Message): string =>
    renderText(message, {
      language: 'en',
      timeZone: it.desk.settings().timeZone,
      nowMs: clock.now(),
      colour: false,
    });
  let serves = true;
  const stopServing = async () => {
    if (!serves) return;
    serves = false;
    let stopped = false;
    const stopping = serving.stop().finally(() => {
      stopped = true;
    });
    while (!stopped) {
      clock.advance(100);
      await breathe();
    }
    await stopping;
    for (const platform of platforms) await platform.stop();
  };
  return {
    ...it,
    chat,
    until,
    async pass(ms) {
      // Long waits in longer steps, but for their end.
      for (let leftMs = ms, stepMs = 0; leftMs > 0; leftMs -= stepMs) {
        stepMs = Math.min(leftMs > 20_000 ? 2_000 : 250, leftMs);
        clock.advance(stepMs);
        await breathe();
      }
    },
    reads: (space, on = chat) => on.in(space).map(({ message }) => words(message)),
    sent: async () => {
      let left = 1;
      await until(async () => {
        left = await it.desk.store.outbox.waiting();
        return left === 0;
      });
    },
    stopServing,
    async close() {
      await stopServing();
      await it.close();
    },
  };
}

/** Room for what woke up to read, write and wait again. */
async function breathe(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
}
