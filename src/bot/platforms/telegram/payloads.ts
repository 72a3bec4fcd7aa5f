import * as z from 'zod';
import type { Conversation, IncomingMessage } from '../../../handlers/message.ts';

/** What people send that is no text; said to be not understood, not passed over. */
const wordless = ['photo', 'voice', 'document', 'sticker', 'video', 'audio', 'animation', 'location'] as const;

const user = z.object({ id: z.int(), is_bot: z.boolean() });
const chat = z.object({ id: z.int(), type: z.string() });
const message = z.object({
  message_id: z.int(),
  date: z.int(),
  chat,
  from: user.optional(),
  /** Written in the name of a chat: an anonymous admin, a channel. */
  sender_chat: z.object({ id: z.int() }).optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  message_thread_id: z.int().optional(),
  is_topic_message: z.boolean().optional(),
  /** Words somebody else wrote: forwarded, or put together by a bot they were asked of. */
  forward_origin: z.unknown().optional(),
  via_bot: z.unknown().optional(),
  reply_to_message: z.object({ message_id: z.int(), from: user.optional() }).optional(),
  photo: z.unknown().optional(),
  voice: z.unknown().optional(),
  document: z.unknown().optional(),
  sticker: z.unknown().optional(),
  video: z.unknown().optional(),
  audio: z.unknown().optional(),
  animation: z.unknown().optional(),
  location: z.unknown().optional(),
  migrate_to_chat_id: z.int().optional(),
  migrate_from_chat_id: z.int().optional(),
});
const press = z.object({
  id: z.string(),
  from: user,
  data: z.string().optional(),
  message: z
    .object({ ...message.shape, date: z.int() })
    .partial({ date: true })
    .optional(),
});
const membership = z.object({
  chat,
  from: user,
  old_chat_member: z.object({ status: z.string() }),
  new_chat_member: z.object({ status: z.string() }),
});

/** What is looked at of an update; anything else in it is left alone. */
export const updateSpec = z.object({
  update_id: z.int(),
  message: message.optional(),
  callback_query: press.optional(),
  my_chat_member: membership.optional(),
});
export type Update = z.output<typeof updateSpec>;

/** Kinds of updates asked for. */
export const wantedUpdates = ['message', 'callback_query', 'my_chat_member'] as const;

export interface Self {
  readonly id: number;
  readonly username: string;
}

/** What an update wants of the bot. */
export type Meaning =
  | {
      readonly kind: 'message';
      readonly message: IncomingMessage;
      readonly sentAtMs: number;
      readonly messageId: number;
      readonly repliedTo: number | undefined;
      /** Not their own words, so no command of theirs. */
      readonly isPassedOn: boolean;
    }
  | {
      readonly kind: 'press';
      readonly queryId: string;
      readonly token: string;
      readonly message: Omit<IncomingMessage, 'text'>;
    }
  /** Somebody who does not say who they are speaks to the bot. */
  | { readonly kind: 'anonymous'; readonly conversation: Conversation; readonly messageId: number }
  | { readonly kind: 'moved'; readonly from: string; readonly to: string }
  | { readonly kind: 'joined'; readonly conversation: Conversation; readonly by: string }
  | { readonly kind: 'nothing' };

const nothing: Meaning = { kind: 'nothing' };

/** `spaceOf`: the id a chat is known by. */
export function meaningOf(update: Update, self: Self, spaceOf: (chat: string) => string): Meaning {
  const { message: said, callback_query: pressed, my_chat_member: member } = update;
  if (said !== undefined) return ofMessage(said, self, spaceOf);
  if (pressed?.data !== undefined && pressed.message !== undefined) {
    const { id, from, data, message: under } = pressed;
    return {
      kind: 'press',
      queryId: id,
      token: data,
      message: {
        deliveryKey: `telegram:${self.id}:press:${id}`,
        conversation: conversationOf(under, spaceOf),
        sender: { platform: 'telegram', id: String(from.id) },
        private: under.chat.type === 'private',
        ...(under.chat.type === 'private' ? { takesInput: true as const } : {}),
      },
    };
  }
  if (member === undefined || member.chat.type === 'private') return nothing;
  const isIn = ['member', 'administrator'].includes(member.new_chat_member.status);
  const wasIn = ['member', 'administrator'].includes(member.old_chat_member.status);
  if (!isIn || wasIn) return nothing;
  return { kind: 'joined', conversation: conversationOf({ chat: member.chat }, spaceOf), by: String(member.from.id) };
}

type Said = NonNullable<Update['message']>;

function ofMessage(said: Said, self: Self, spaceOf: (chat: string) => string): Meaning {
  const { chat: place, from, sender_chat: inTheNameOf, message_id: messageId } = said;
  if (said.migrate_to_chat_id !== undefined)
    return { kind: 'moved', from: String(place.id), to: String(said.migrate_to_chat_id) };
  if (said.migrate_from_chat_id !== undefined)
    return { kind: 'moved', from: String(said.migrate_from_chat_id), to: String(place.id) };
  const alone = place.type === 'private';
  const text =
    said.text ?? said.caption ?? (alone && wordless.some((name) => said[name] !== undefined) ? '' : undefined);
  if (text === undefined || !(alone || isForMe(text, said, self))) return nothing;
  const conversation = conversationOf(said, spaceOf);
  if (inTheNameOf !== undefined) return { kind: 'anonymous', conversation, messageId };
  if (from === undefined || from.is_bot) return nothing;
  return {
    kind: 'message',
    messageId,
    sentAtMs: said.date * 1_000,
    repliedTo: said.reply_to_message?.message_id,
    isPassedOn: said.forward_origin !== undefined || said.via_bot !== undefined,
    message: {
      deliveryKey: `telegram:${self.id}:${place.id}:${messageId}`,
      conversation,
      sender: { platform: 'telegram', id: String(from.id) },
      private: alone,
      ...(alone ? { takesInput: true as const } : {}),
      text,
    },
  };
}

/** In a group: a command not for another bot, a mention of this one, a reply to it. The rest is talk among people. */
function isForMe(text: string, { reply_to_message: replied }: Said, { id, username }: Self): boolean {
  const addressed = /^\/[^\s@]+@(\w+)/.exec(text)?.[1];
  if (addressed !== undefined) return addressed.toLowerCase() === username.toLowerCase();
  const mention = new RegExp(`(?<![\\w@])@${username}(?!\\w)`, 'i');
  return text.startsWith('/') || mention.test(text) || replied?.from?.id === id;
}

interface InChat {
  readonly chat: { readonly id: number };
  readonly message_thread_id?: number | undefined;
  readonly is_topic_message?: boolean | undefined;
}

/** A topic of a forum is a thread; the numbers of other replies are not. */
function conversationOf(
  { chat: { id }, message_thread_id: topic, is_topic_message: inTopic }: InChat,
  spaceOf: (chat: string) => string,
): Conversation {
  const place = { platform: 'telegram', tenant: '', space: spaceOf(String(id)) };
  return inTopic === true && topic !== undefined ? { ...place, thread: String(topic) } : place;
}
