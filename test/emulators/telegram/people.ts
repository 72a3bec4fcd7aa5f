import { type Chat, chatJson, messageJson, type Shown, type User } from './chats.ts';
import { detect } from './detect.ts';
import type { Update } from './updates.ts';
import type { World } from './world.ts';

export interface Typed {
  /** The private chat unless told. */
  readonly chat?: number;
  readonly thread?: number;
  readonly replyTo?: number;
  /** An anonymous admin of the group: Telegram says `GroupAnonymousBot` wrote it. */
  readonly anonymous?: boolean;
}

/** What people do, and what they see. */
export interface People {
  /** Somebody with a private chat; `status: 'never-written'` when they never opened it. */
  user(
    id: number,
    more?: { readonly name?: string; readonly language?: string; readonly status?: Chat['status'] },
  ): void;
  group(id: number, more?: Partial<Pick<Chat, 'type' | 'title' | 'isForum' | 'status'>>): Chat;
  type(userId: number, text: string, where?: Typed): { readonly shown: Shown; readonly update: Update };
  /** Presses a button by its label, of the newest message that has it; the answer to the press comes into `pressed`. */
  press(
    userId: number,
    label: string,
    where?: { readonly chat?: number },
  ): { readonly queryId: string; readonly update: Update };
  /** What is to be seen there, oldest first; the bot's alone. */
  shown(chat: number, thread?: number): readonly Shown[];
  /** The group becomes a supergroup with a new id. */
  migrate(id: number): number;
}

const anonymous: User = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };

export function makePeople(world: World): People {
  const users = new Map<number, User>();
  const { chats, updates, bot } = world;
  let queries = 0;

  const chatOf = (id: number): Chat => {
    const chat = chats.get(id);
    if (chat === undefined) throw new Error(`there is no chat ${id}`);
    return chat;
  };
  const userOf = (id: number): User => {
    const user = users.get(id);
    if (user === undefined) throw new Error(`there is no user ${id}`);
    return user;
  };

  return {
    user(id, { name = `User ${id}`, language, status = 'member' } = {}) {
      users.set(id, {
        id,
        is_bot: false,
        first_name: name,
        username: `user_${id}`,
        ...(language === undefined ? {} : { language_code: language }),
      });
      chats.add({ id, type: 'private', status });
    },
    group: (id, more = {}) => chats.add({ id, type: 'supergroup', title: 'On call', ...more }),
    type(userId, text, where = {}) {
      const chat = chatOf(where.chat ?? userId);
      if (chat.type === 'private') chat.status = 'member';
      if (where.thread !== undefined && !chat.topics.has(where.thread)) chat.topics.set(where.thread, 'open');
      const shown: Shown = {
        ...detect({ text, entities: [] }),
        id: world.nextMessageId(),
        from: where.anonymous === true ? anonymous : userOf(userId),
        keyboard: [],
        preview: true,
        edits: 0,
        reactions: [],
        sentAtMs: world.now(),
        ...(where.thread === undefined ? {} : { thread: where.thread }),
        ...(where.replyTo === undefined ? {} : { replyTo: where.replyTo }),
      };
      chat.messages.push(shown);
      const message = {
        ...messageJson(chat, shown),
        ...(where.anonymous === true ? { sender_chat: chatJson(chat) } : {}),
      };
      const silent = chat.type !== 'private' && !isHeard(world, chat, shown);
      return { shown, update: silent ? { update_id: 0 } : updates.push('message', message) };
    },
    press(userId, label, { chat: chatId = userId } = {}) {
      const chat = chatOf(chatId);
      const shown = chat.messages.findLast(({ keyboard }) => keyboard.flat().some(({ text }) => text === label));
      const data = shown?.keyboard.flat().find(({ text }) => text === label)?.callback_data;
      if (shown === undefined || data === undefined) throw new Error(`there is no button ${label} in ${chatId}`);
      queries += 1;
      const id = `q${queries}`;
      world.presses.set(id, { userId });
      const query = { id, from: userOf(userId), chat_instance: '1', data, message: messageJson(chat, shown) };
      return { queryId: id, update: updates.push('callback_query', query) };
    },
    shown: (id, thread) =>
      chatOf(id)
        .messages.filter(({ from, thread: of }) => from.id === bot.id && (thread === undefined || of === thread))
        // As it is read: a space at which no line ends looks like any other.
        .map((message) => ({ ...message, text: message.text.replaceAll('\u00a0', ' ') })),
    migrate(id) {
      const old = chatOf(id);
      const next = -1_000_000_000_000 - Math.abs(id);
      chats.add({ ...old, id: next, type: 'supergroup', messages: [] });
      old.movedTo = next;
      const at = { message_id: world.nextMessageId(), date: Math.floor(world.now() / 1000), from: anonymous };
      updates.push('message', { ...at, chat: chatJson(old), migrate_to_chat_id: next });
      return next;
    },
  };
}

/** In privacy mode a bot hears commands, replies to it, and its name; an administrator hears all. */
function isHeard({ hearsAll, bot }: World, chat: Chat, { entities, text, replyTo }: Shown): boolean {
  if (hearsAll || chat.status === 'administrator') return true;
  const replied = chat.messages.find(({ id }) => id === replyTo);
  return (
    replied?.from.id === bot.id ||
    text.startsWith('/') ||
    entities.some(({ type, offset, length }) => {
      const word = text.slice(offset, offset + length).toLowerCase();
      return type === 'mention' && word === `@${bot.username}`;
    })
  );
}
