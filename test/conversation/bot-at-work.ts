import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { type Composed, compose } from '../../src/bot/compose.ts';
import { openPlatforms } from '../../src/bot/platforms/open-platforms.ts';
import { openWeb } from '../../src/bot/platforms/web/open-web.ts';
import { type Chats, secretsOf, settleIn } from './cast.ts';
import { openShop, type ShopOptions } from './shop.ts';

export interface BotAtWork {
  readonly composed: Composed;
  /** Alice says yes on the page to what is asked for in these words. */
  approveOnPage(asked: string): Promise<void>;
  /** Waits until nothing is left to be sent. */
  sent(): Promise<void>;
  close(): Promise<void>;
}

/** The whole bot as it is started, on a small system in production on this machine, with these platforms for its chat. */
export async function botAtWork(chats: Chats, options: ShopOptions = {}): Promise<BotAtWork> {
  settleIn(chats);
  const { home, clear } = await openShop(chats, options);
  const started = await compose({
    dir: join(home, 'config'),
    env: { ...process.env, ...secretsOf(chats) },
    kind: 'bot',
    logLevel: process.env.ZHIBAN_LOG ?? 'silent',
    interrupted: () => {},
  });
  if (!started.ok) throw new Error(JSON.stringify(started));
  const { composed } = started;
  const { desk, serving } = composed;
  const platforms = await openPlatforms({
    desk,
    configuration: composed.configuration(),
    memoryOf: composed.platformMemory,
    files: join(home, 'state/files'),
    connect: serving.connect,
    async draw(chart, reader) {
      const file = await composed.charts.png(chart, reader, 'light');
      return file === undefined ? undefined : readFile(file);
    },
  });
  const web = openWeb({ desk, stored: composed.web, assets: home, state: join(home, 'state') });
  await web.platform.start(serving.connect(web.platform));
  platforms.start();
  serving.begin();
  await vi.waitUntil(() => isHeard(chats), { timeout: 25_000, interval: 20 });
  return {
    composed,
    async approveOnPage(asked) {
      const [, code] = /\/(?:approve|deny) (\w+)/.exec(asked) ?? [];
      if (code === undefined) throw new Error(`nothing is asked for: ${asked}`);
      await web.platform.say({
        room: { space: '@alice', private: true },
        person: { kind: 'person', id: 'alice', via: { platform: 'web', id: 'alice' }, assumed: false },
        key: code,
        text: `/approve ${code}`,
      });
    },
    sent: async () => {
      await expect.poll(() => desk.store.outbox.waiting(), { timeout: 25_000, interval: 50 }).toBe(0);
    },
    async close() {
      await serving.stop();
      await platforms.stop();
      web.close();
      await web.platform.stop();
      await composed.close();
      clear();
    },
  };
}

/** What people say would reach the bot. Telegram keeps it until then. */
const isHeard = ({ slack, dingtalk }: Chats): boolean =>
  (slack?.links.ready() ?? true) && (dingtalk?.sockets.ready() ?? true);

export interface Reading<Shown> {
  /** Waits for a message of the bot that has these words, the newest of them, and gives it as it stands then. */
  reads(words: string | RegExp): Promise<Shown>;
  /** Everything the bot shows there, one after the other. */
  all(): readonly string[];
}

/** What somebody sees in one place. */
export function reading<Shown>(shown: () => readonly Shown[], wordsOf: (one: Shown) => string): Reading<Shown> {
  const all = () => shown().map(wordsOf);
  return {
    all,
    async reads(words) {
      const has = (text: string): boolean => (typeof words === 'string' ? text.includes(words) : words.test(text));
      const found = () => shown().findLast((one) => has(wordsOf(one)));
      await expect.poll(() => found() !== undefined || all(), { timeout: 25_000, interval: 20 }).toBe(true);
      const one = found();
      if (one === undefined) throw new Error('it was there a moment ago');
      return one;
    },
  };
}
