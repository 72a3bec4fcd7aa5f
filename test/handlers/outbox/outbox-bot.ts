import { onTestFinished } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import type { Conversation } from '../../../src/handlers/message.ts';
import type { Posting } from '../../../src/handlers/store/outbox.ts';
import { type ABot, aBot } from '../../fakes/a-bot.ts';

export const room: Conversation = { platform: 'test', tenant: '', space: 'ops' };

export interface OutboxBot extends ABot {
  posting(key: string, text: string, more?: Partial<Posting>): Posting;
  /** Puts a heading into the outbox: for the room, and to its end, unless told. */
  put(key: string, text: string, more?: Partial<Posting>): Promise<unknown>;
  /** The last line of each message in the room. */
  texts(): readonly (string | undefined)[];
}

/** A bot in a lab whose outbox is filled by hand; closed with the test. */
export async function outboxBot(options: Parameters<typeof aBot>[0] = {}): Promise<OutboxBot> {
  const it = await aBot({ environment: 'lab', ...options });
  onTestFinished(() => it.close());
  const posting: OutboxBot['posting'] = (key, text, more = {}) => ({
    key,
    conversation: room,
    kind: 'final',
    insist: true,
    message: { blocks: [{ type: 'heading', text: outside(text) }] },
    atMs: it.clock.now(),
    ...more,
  });
  return {
    ...it,
    posting,
    put: (...what) => it.desk.store.outbox.put(posting(...what)),
    texts: () => it.reads('ops').map((text) => text.split('\n').at(-1)),
  };
}
