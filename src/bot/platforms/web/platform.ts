import type { Person } from '../../../auth/principal.ts';
import type { Given } from '../../../handlers/message.ts';
import type { ChatPlatform, Receive } from '../../../handlers/platform.ts';
import type { WebMessages } from '../../storage/web-messages.ts';
import type { Changes } from './changes.ts';
import { conversationOf, privateSpace, type Room } from './rooms.ts';

/** Messages older than this are forgotten. */

export interface Said {
  readonly room: Room;
  readonly person: Person;
  /** Chosen by the browser; the same key is the same message sent again. */
  readonly key: string;
  readonly text: string;
  /** To a private question; nothing of it is kept as a message. */
  readonly given?: Given;
}

export interface WebPlatform extends ChatPlatform {
  /** Hands in what a person typed. Rejects when it could not be kept. */
  say(said: Said): Promise<void>;
}

export interface WebPlatformOptions {
  readonly messages: WebMessages;
  readonly changes: Changes;
  readonly now: () => number;
  /** Masks secrets in what is shown and kept. */
  readonly mask: (text: string, person: Person) => Promise<string>;
}

/** The page as a place to talk: what is posted is kept, and the open pages are told. */
export function webPlatform({ messages, changes, now, mask }: WebPlatformOptions): WebPlatform {
  let receive: Receive | undefined;
  return {
    name: 'web',
    tellsRepeats: true,
    limits: { textBytes: 1_000_000, editsPerMinute: 600, buttons: true, files: true, privateInput: true },
    async start(handIn) {
      receive = handIn;
    },
    async stop() {
      receive = undefined;
      changes.announce();
    },
    privately: (userId) => conversationOf({ space: privateSpace(userId) }),
    async post({ space }, { key, message }) {
      const id = await messages.put({ room: space, key: `bot:${key}`, atMs: now(), body: { message } });
      changes.announce();
      return { posted: true, messageId: String(id) };
    },
    async edit(_to, messageId, { message }) {
      const edited = await messages.edit(Number(messageId), { message }, now());
      changes.announce();
      return edited ? { posted: true, messageId } : { posted: false, retry: 'never', why: 'the message is gone' };
    },
    async say({ room, person, key, text, given }) {
      if (receive === undefined) throw new Error('the page is not connected');
      const deliveryKey = `web:${person.id}:${key}`;
      if (given === undefined) {
        const body = { said: await mask(text, person) };
        await messages.put({ room: room.space, key: deliveryKey, author: person.id, atMs: now(), body });
        changes.announce();
      }
      await receive({
        message: {
          deliveryKey,
          conversation: conversationOf(room),
          sender: { platform: 'web', id: person.id },
          private: room.private,
          ...(room.private ? { takesInput: true as const } : {}),
          text,
          ...(given === undefined ? {} : { given }),
        },
        principal: person,
      });
    },
  };
}
