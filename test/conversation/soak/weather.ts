import { setTimeout as wait } from 'node:timers/promises';
import { overQps } from '../../emulators/dingtalk/refusal.ts';
import { tooManyRequests } from '../../emulators/telegram/refusal.ts';
import type { Chats } from '../cast.ts';
import { oneOf } from './chance.ts';

export interface Weather {
  /** Nothing breaks any more. */
  calm(): Promise<void>;
  /** How often what befell the bot. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Something breaks every so often, on one platform or another. */
export function badWeather(
  { slack, dingtalk, telegram }: Required<Chats>,
  { everyMs, chance }: { readonly everyMs: number; readonly chance: () => number },
): Weather {
  const end = new AbortController();
  const counts = new Map<string, number>();
  const events: readonly [name: string, befall: () => void][] = [
    ['accept then drop', () => slack.faults.next('chat.postMessage', 'lost-reply')],
    ['accept then drop', () => dingtalk.faults.next(undefined, 'lost-reply')],
    ['accept then drop', () => telegram.faults.next('sendMessage', 'lost-reply')],
    ['accept then drop', () => slack.faults.next('chat.postMessage', { gateway: 504, done: true })],
    ['drop', () => slack.faults.next('chat.postMessage', 'cut')],
    ['drop', () => dingtalk.faults.next(undefined, 'cut')],
    ['drop', () => telegram.faults.next('sendMessage', 'cut')],
    ['drop', () => telegram.faults.next('getUpdates', 'cut')],
    ['5xx', () => slack.faults.next('chat.postMessage', { gateway: 503 })],
    ['5xx', () => dingtalk.faults.next(undefined, { gateway: 503 })],
    ['5xx', () => telegram.faults.next('sendMessage', { gateway: 502 })],
    ['too many', () => slack.faults.next('chat.postMessage', { tooMany: 1 })],
    ['too many', () => dingtalk.faults.next(undefined, { refuse: overQps })],
    ['too many', () => telegram.faults.next('sendMessage', { refuse: tooManyRequests(1) })],
    ['out of order', () => slack.links.outOfOrder.next(3)],
    ['out of order', () => dingtalk.sockets.outOfOrder.next(3)],
    ['out of order', () => telegram.world.updates.outOfOrder.next(3)],
    ['link killed', () => slack.links.kill()],
    ['link killed', () => dingtalk.sockets.kill()],
    ['link refreshed', () => slack.links.refresh()],
    ['link refreshed', () => dingtalk.sockets.disconnect(300)],
  ];
  const going = (async () => {
    while (!end.signal.aborted) {
      const [name, befall] = oneOf(events as [(typeof events)[0], ...typeof events], chance); // there are some
      befall();
      counts.set(name, (counts.get(name) ?? 0) + 1);
      await wait(everyMs * 2 * chance(), undefined, { signal: end.signal }).catch(() => undefined);
    }
  })();
  return {
    counts,
    async calm() {
      end.abort();
      await going;
      for (const { outOfOrder } of [slack.links, dingtalk.sockets, telegram.world.updates]) outOfOrder.end();
    },
  };
}

/** Nothing of a platform answers, and its links are gone, until the function given back is called. */
export function outageOf(platform: keyof Chats, { slack, dingtalk, telegram }: Required<Chats>): () => void {
  switch (platform) {
    case 'slack':
      slack.faults.outage({ gateway: 503 });
      slack.links.kill();
      return () => slack.faults.outage(undefined);
    case 'dingtalk':
      dingtalk.faults.outage('cut');
      dingtalk.sockets.kill();
      return () => dingtalk.faults.outage(undefined);
    case 'telegram':
      telegram.faults.outage('cut');
      return () => telegram.faults.outage(undefined);
  }
}
