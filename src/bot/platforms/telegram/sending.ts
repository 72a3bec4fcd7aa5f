import type { Api } from 'grammy';
import type { Conversation } from '../../../handlers/message.ts';
import type { Outgoing, Posted } from '../../../handlers/platform.ts';
import type { PlatformMemory } from '../../storage/platform-memory.ts';
import { type AttachmentSources, attachmentsOf } from '../attachments/attachments-of.ts';
import type { ButtonTokens } from '../button-tokens.ts';
import { attach } from './attaching.ts';
import { isNotModified, isShutOut, isThreadGone, movedTo, refusalOf } from './failures.ts';
import { markupOf } from './keyboard.ts';
import { documentBytes, isGroup, type Pace } from './limits.ts';
import { formOf, type MessageForm } from './message-form.ts';
import type { Moves } from './moves.ts';
import type { Voice } from './pieces.ts';
import type { Questions } from './questions.ts';

export interface SendingParts extends AttachmentSources {
  readonly api: Api;
  readonly memory: PlatformMemory;
  readonly tokens: ButtonTokens;
  readonly moves: Moves;
  readonly pace: Pace;
  readonly questions: Questions;
  /** Whether an address is the bot's own: only those become links. */
  readonly isOwn: (url: string) => boolean;
  readonly now: () => number;
  /** Private chats the bot may not write to now. */
  readonly shutOut: Set<string>;
}

export interface Sending {
  post(to: Conversation, outgoing: Outgoing): Promise<Posted>;
  edit(to: Conversation, messageId: string, outgoing: Outgoing): Promise<Posted>;
}

/** Messages as calls of the Bot API. */
export function makeSending(parts: SendingParts): Sending {
  const { api, memory, tokens, moves, pace, questions, shutOut } = parts;

  const held = (space: string, kind: 'post' | 'edit'): Posted | undefined => {
    const { waitMs, scope } = pace.take(moves.chatOf(space), kind);
    return waitMs > 0
      ? { posted: false, retry: 'later', afterMs: waitMs, scope, why: 'Telegram takes no more of them at present' }
      : undefined;
  };

  /** Once more where the chat moved, or its topic is gone. */
  const reach = async <T>({ space, thread }: Conversation, call: (at: Place) => Promise<T>): Promise<T> => {
    const place = (): Place => ({
      chat: moves.chatOf(space),
      thread: thread === undefined ? {} : { message_thread_id: Number(thread) },
    });
    try {
      return await call(place());
    } catch (error) {
      if (isShutOut(error) && !isGroup(space)) shutOut.add(space);
      const moved = movedTo(error);
      if (moved !== undefined) await moves.remember(space, moved);
      else if (!isThreadGone(error) || thread === undefined) throw error;
      return call(moved === undefined ? { chat: moves.chatOf(space), thread: {} } : place());
    }
  };

  /** The words stand there as `messageId`; what comes with them follows. */
  const withAttachments = async (
    to: Conversation,
    messageId: string,
    outgoing: Outgoing,
    form: MessageForm,
    doubtful = false,
  ): Promise<Posted> => {
    const all = await attachmentsOf(outgoing.message, parts, {
      reader: outgoing.reader,
      whole: form.whole,
      mostBytes: documentBytes,
    });
    if (all.length === 0) return { posted: true, messageId };
    const refused = await attach(
      {
        api,
        memory,
        now: parts.now,
        reader: outgoing.reader,
        doubtful,
        held: () => held(to.space, 'post'),
        reach: (call) => reach(to, call),
      },
      `${to.space}:${messageId}`,
      Number(messageId),
      all,
    );
    return refused ?? { posted: true, messageId };
  };

  const voiceOf = ({ reader }: Outgoing): Voice => ({ reader, isOwn: parts.isOwn });
  const optionsOf = async ({ html, keyboard }: MessageForm) => {
    await tokens.keep(keyboard.flat().map(({ command }) => command));
    return {
      link_preview_options: { is_disabled: true },
      ...(html ? { parse_mode: 'HTML' as const } : {}),
      ...(keyboard.length === 0 ? {} : { reply_markup: markupOf(keyboard) }),
    };
  };
  const hasMore = ({ message: { blocks } }: Outgoing, { whole }: MessageForm): boolean =>
    whole !== undefined || blocks.some(({ type }) => type === 'file' || type === 'chart');

  return {
    async post(to, outgoing) {
      const form = formOf(outgoing.message, voiceOf(outgoing), outgoing.plain === true);
      const more = hasMore(outgoing, form);
      try {
        // Its words may stand there already, and only what comes with them is missing.
        const before = more ? await memory.get(`posted:${outgoing.key}`) : undefined;
        if (before !== undefined) return await withAttachments(to, before, outgoing, form, outgoing.again === true);
        const wait = held(to.space, 'post');
        if (wait !== undefined) return wait;
        const options = await optionsOf(form);
        const { message_id } = await reach(to, ({ chat, thread }) =>
          api.sendMessage(chat, form.text, {
            ...options,
            ...asking(to, outgoing),
            ...thread,
            ...replyTo(to, outgoing.key, chat),
          }),
        );
        const messageId = String(message_id);
        await questions.shown(to, messageId, outgoing.message);
        if (!more) return { posted: true, messageId };
        await memory.put([[`posted:${outgoing.key}`, messageId]], parts.now());
        return await withAttachments(to, messageId, outgoing, form);
      } catch (error) {
        return refusalOf(error);
      }
    },
    async edit(to, messageId, outgoing) {
      const form = formOf(outgoing.message, voiceOf(outgoing), outgoing.plain === true);
      const wait = held(to.space, 'edit');
      if (wait !== undefined) return wait;
      try {
        const options = await optionsOf(form);
        await reach(to, ({ chat }) => api.editMessageText(chat, Number(messageId), form.text, options)).catch(
          (error: unknown) => {
            if (!isNotModified(error)) throw error;
          },
        );
        await questions.shown(to, messageId, outgoing.message);
        return hasMore(outgoing, form)
          ? await withAttachments(to, messageId, outgoing, form)
          : { posted: true, messageId };
      } catch (error) {
        return refusalOf(error);
      }
    },
  };
}

export interface Place {
  readonly chat: string;
  readonly thread: { readonly message_thread_id?: number };
}

/** The app opens the keyboard for the answer to a question. */
const asking = ({ space }: Conversation, { message: { blocks } }: Outgoing): object =>
  blocks.some(({ type }) => type === 'private-input') && !isGroup(space) ? { reply_markup: { force_reply: true } } : {};

/** In a group an answer says what it answers; a group that moved has other numbers for other messages. */
function replyTo({ space }: Conversation, key: string, chat: string): object {
  const [, askedIn, message] = /^answer:telegram:\d+:(-?\d+):(\d+)#/.exec(key) ?? [];
  return isGroup(space) && message !== undefined && askedIn === chat
    ? { reply_parameters: { message_id: Number(message), allow_sending_without_reply: true } }
    : {};
}
