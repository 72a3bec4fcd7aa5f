import { outside } from '../../../src/actions/text.ts';
import type { PlatformName } from '../../../src/bot/platforms/table.ts';
import type { Message } from '../../../src/handlers/message.ts';
import type { Posting } from '../../../src/handlers/store/outbox.ts';
import { admins, type BotOnPlatforms, type BotOptions, botOnPlatforms, type Configured } from './bot-on-platforms.ts';

/** A platform with an emulator behind it: all that tells one from another for a bot that is on it alone. */
export interface OnePlatform extends Configured {
  readonly name: PlatformName;
  readonly tenant: string;
  /** As the platform's messages name them. */
  readonly ids: { readonly alice: string; readonly bob: string };
  /** Bob's private chat. */
  readonly home: string;
  /** Ends what is this bot's alone. */
  close(): Promise<unknown>;
}

export interface BotOnPlatform extends BotOnPlatforms {
  /** Into the outbox: a heading or a whole message, for Bob in private unless told. */
  put(key: string, what: string | Message, place?: string | number, more?: Partial<Posting>): Promise<unknown>;
}

export async function botOnPlatform(one: OnePlatform, options: BotOptions = {}): Promise<BotOnPlatform> {
  const { name, tenant, ids, home } = one;
  const policy = admins({ alice: { [name]: ids.alice }, bob: { [name]: ids.bob } });
  const it = await botOnPlatforms({ [name]: one }, { policy, ...options });
  return {
    ...it,
    put: (key, what, place = home, more = {}) =>
      it.desk.store.outbox.put({
        key,
        conversation: { platform: name, tenant, space: String(place) },
        ...(String(place) === home ? { person: 'bob' } : {}),
        kind: 'final',
        insist: true,
        message: typeof what === 'string' ? { blocks: [{ type: 'heading', text: outside(what) }] } : what,
        atMs: it.clock.now(),
        ...more,
      }),
    async close() {
      await it.close();
      await one.close();
    },
  };
}
