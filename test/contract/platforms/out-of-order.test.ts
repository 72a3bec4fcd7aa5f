import { Hono } from 'hono';
import { afterEach, expect, test } from 'vitest';
import { listen } from '../../../src/bot/http/listen.ts';
import type { OutOfOrder } from '../../emulators/out-of-order.ts';
import type { ADesk } from '../../fakes/a-desk.ts';
import { freePort } from '../../free-port.ts';
import type { BotOnPlatform } from './bot-on-platform.ts';
import * as onDingTalk from './dingtalk-world.ts';
import * as onSlack from './slack-world.ts';
import * as onTelegram from './telegram-world.ts';

interface Case {
  readonly it: BotOnPlatform;
  /** Everything comes by one connection. */
  readonly isOneWay: boolean;
  readonly outOfOrder: OutOfOrder;
  /** Brings it, and gives how to bring it again. */
  type(text: string): () => void;
  texts(): readonly string[];
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function slack(): Promise<Case> {
  const it = await onSlack.botOnSlack({ environment: 'lab' });
  closing.push(it.close);
  const { slack } = it;
  await it.until(() => slack.links.count() === 2);
  return {
    it,
    isOneWay: false,
    outOfOrder: slack.links.outOfOrder,
    type(text) {
      const sent = slack.say(onSlack.bob, text);
      return () => void slack.again(sent);
    },
    texts: () => it.texts(onSlack.bob),
  };
}

async function dingtalk(): Promise<Case> {
  const it = await onDingTalk.botOnDingTalk();
  closing.push(it.close);
  const { dingtalk } = it;
  await it.until(() => dingtalk.sockets.ready());
  return {
    it,
    isOneWay: true,
    outOfOrder: dingtalk.sockets.outOfOrder,
    type(text) {
      const said = dingtalk.type(onDingTalk.bob, text);
      return () => void dingtalk.again(said);
    },
    texts: () => it.texts(`@${onDingTalk.bob}`),
  };
}

function telegramCase(it: onTelegram.BotOnTelegram): Case {
  const { telegram } = it;
  const { updates } = telegram.world;
  return {
    it,
    isOneWay: true,
    outOfOrder: updates.outOfOrder,
    type(text) {
      const { update } = telegram.type(onTelegram.bob, text);
      return () => updates.repeat(update);
    },
    texts: () => it.texts(onTelegram.bob),
  };
}

async function telegram(): Promise<Case> {
  const it = await onTelegram.botOnTelegram();
  closing.push(it.close);
  await it.until(() => it.telegram.world.updates.polled());
  return telegramCase(it);
}

async function telegramByWebhook(): Promise<Case> {
  const port = await freePort();
  const it = await onTelegram.botOnTelegram({ webhook: `http://127.0.0.1:${port}/platforms/telegram` });
  const server = await listen(`127.0.0.1:${port}`, async () => {
    const app = new Hono();
    it.platforms.mount(app);
    return app;
  });
  closing.push(it.stop, server.close, it.close);
  await it.until(() => it.telegram.world.updates.webhook !== undefined);
  return telegramCase(it);
}

/** What is kept for the first time, in that order, without its slash. */
function watchArrivals({ desk }: ADesk): readonly string[] {
  const arrived: string[] = [];
  const { deliveries } = desk.store;
  const { accept } = deliveries;
  const watching: typeof accept = async (delivery) => {
    const word = delivery.text.replace(/^\//, '');
    if (!arrived.includes(word)) arrived.push(word);
    return accept(delivery);
  };
  Object.assign(deliveries, { accept: watching });
  return arrived;
}

test.each([
  ['Slack', slack],
  ['DingTalk', dingtalk],
  ['Telegram, asked for', telegram],
  ['Telegram, by webhook', telegramByWebhook],
] as const)(
  '%s: what arrives the other way round, and twice, is done once each and answered in the order it arrived',
  async (_name, open) => {
    const { it, isOneWay, outOfOrder, type, texts } = await open();
    const arrived = watchArrivals(it);
    const words = ['eins', 'zwei', 'drei', 'vier', 'acht'];
    outOfOrder.next(words.length);
    const again = words.map((word) => type(`/${word}`));
    await it.until(() => texts().length === words.length);
    for (const bring of again) bring();
    // The effect of a change lies on a host.
    outOfOrder.next(2);
    const bringChange = type('/put demo values="a"');
    type('/sechs');
    bringChange();
    await it.until(() => texts().length >= words.length + 2 && it.world.effects.length > 0);
    await it.sent();
    expect(it.world.effects).toEqual(['put a']);
    // Slack's links are several: between them nobody can tell what arrives first.
    expect(arrived.filter((word) => words.includes(word)).toSorted()).toEqual(words.toSorted());
    if (isOneWay) expect(arrived.slice(0, words.length)).toEqual(words.toReversed());
    const asked = texts().map((text) => words.find((word) => text.includes(word)) ?? '');
    expect(asked.filter((word) => word !== '')).toEqual(arrived.filter((word) => words.includes(word)));
    expect(texts()).toHaveLength(words.length + 2);
  },
);
