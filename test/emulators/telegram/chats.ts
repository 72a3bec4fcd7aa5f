import type { Entity } from './html.ts';
import { badRequest, forbidden } from './refusal.ts';

export interface User {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly username?: string;
  readonly language_code?: string;
}

export interface Button {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
  readonly style?: string;
}

/** A message as everybody in the chat sees it. */
export interface Shown {
  readonly id: number;
  readonly from: User;
  readonly thread?: number;
  readonly replyTo?: number;
  text: string;
  entities: readonly Entity[];
  /** As sent, for those who look at the markup. */
  html?: string;
  keyboard: readonly (readonly Button[])[];
  readonly forceReply?: boolean;
  readonly preview: boolean;
  photo?: { readonly name: string; readonly bytes: Buffer };
  readonly document?: { readonly name: string; readonly bytes: Buffer };
  edits: number;
  reactions: readonly string[];
  readonly sentAtMs: number;
}

export interface Chat {
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup';
  readonly title?: string;
  readonly isForum: boolean;
  readonly topics: Map<number, 'open' | 'closed'>;
  messages: Shown[];
  /** Of the bot in it. */
  status: 'member' | 'administrator' | 'left' | 'kicked' | 'blocked' | 'never-written';
  movedTo?: number;
  /** When the bot wrote, for the limit of groups. */
  readonly writtenAtMs: number[];
}

export interface Chats {
  get(id: number): Chat | undefined;
  add(chat: Pick<Chat, 'id' | 'type'> & Partial<Chat>): Chat;
  all(): readonly Chat[];
  /** Where the bot may write, or the refusal. */
  writable(id: number | string | undefined): Chat;
}

export function makeChats(): Chats {
  const chats = new Map<number, Chat>();
  return {
    get: (id) => chats.get(id),
    all: () => [...chats.values()],
    add(chat) {
      const added: Chat = {
        isForum: false,
        topics: new Map(),
        messages: [],
        status: 'member',
        writtenAtMs: [],
        ...chat,
      };
      chats.set(added.id, added);
      return added;
    },
    writable(id) {
      if (id === undefined || id === '') throw badRequest('chat_id is empty');
      const chat = chats.get(Number(id));
      if (chat === undefined) throw badRequest('chat not found');
      if (chat.movedTo !== undefined)
        throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.movedTo });
      switch (chat.status) {
        case 'blocked':
          throw forbidden('bot was blocked by the user');
        case 'never-written':
          throw forbidden("bot can't initiate conversation with a user");
        case 'kicked':
          throw forbidden(`bot was kicked from the ${chat.type} chat`);
        case 'left':
          throw forbidden(`bot is not a member of the ${chat.type} chat`);
        default:
          return chat;
      }
    },
  };
}

/** As the API writes a chat and a message. */
export const chatJson = ({ id, type, title, isForum }: Chat) => ({
  id,
  type,
  ...(title === undefined ? { first_name: 'Somebody' } : { title }),
  ...(isForum ? { is_forum: true } : {}),
});

export function messageJson(chat: Chat, shown: Shown): Readonly<Record<string, unknown>> {
  const { id, from, thread, text, entities, keyboard, photo, document, edits, sentAtMs } = shown;
  const words = photo === undefined && document === undefined ? 'text' : 'caption';
  const replied = chat.messages.find((each) => each.id === shown.replyTo);
  return {
    message_id: id,
    date: Math.floor(sentAtMs / 1000),
    chat: chatJson(chat),
    from,
    ...(text === '' ? {} : { [words]: text }),
    ...(entities.length === 0 ? {} : { [words === 'text' ? 'entities' : 'caption_entities']: entities }),
    ...(thread === undefined ? {} : { message_thread_id: thread, is_topic_message: true }),
    ...(replied === undefined ? {} : { reply_to_message: messageJson(chat, { ...replied, replyTo: 0 }) }),
    ...(keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: keyboard } }),
    ...(photo === undefined ? {} : { photo: [{ file_id: `p${id}`, file_unique_id: `p${id}`, width: 1, height: 1 }] }),
    ...(document === undefined
      ? {}
      : { document: { file_id: `d${id}`, file_unique_id: `d${id}`, file_name: document.name } }),
    ...(edits === 0 ? {} : { edit_date: Math.floor(sentAtMs / 1000) }),
  };
}
