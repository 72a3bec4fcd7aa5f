import { createHash } from 'node:crypto';
import type { Conversation } from '../../../handlers/message.ts';
import type { Outgoing, Posted } from '../../../handlers/platform.ts';
import type { PlatformMemory } from '../../storage/platform-memory.ts';
import { type AttachmentSources, attachmentsOf } from '../attachments/attachments-of.ts';
import type { Api } from './api.ts';
import { attach } from './attaching.ts';
import type { Cards } from './cards.ts';
import { DingTalkError, refusalOf } from './failures.ts';
import { mediaBytes } from './limits.ts';
import { formOf, type MessageForm } from './message-form.ts';
import type { Voice } from './pieces.ts';
import { makeRobotSend } from './robot-send.ts';
import type { Robots } from './robots.ts';
import type { Sessions } from './sessions.ts';

export interface SendingParts extends AttachmentSources {
  readonly api: Api;
  readonly memory: PlatformMemory;
  readonly now: () => number;
  readonly robotCode: string;
  readonly sessions: Sessions;
  readonly robots: Robots;
  /** Left out: nothing can be edited. */
  readonly cards: Cards | undefined;
  /** A card was not taken. */
  readonly refused: (error: unknown) => void;
  /** Whether an address is the bot's own: only those become links. */
  readonly isOwn: (url: string) => boolean;
}

export interface Sending {
  post(to: Conversation, outgoing: Outgoing): Promise<Posted>;
  edit(to: Conversation, messageId: string, outgoing: Outgoing): Promise<Posted>;
}

/** Messages as calls. */
export function makeSending(parts: SendingParts): Sending {
  const { api, memory, now, robotCode, sessions, robots, cards, isOwn } = parts;
  const robotSend = makeRobotSend(api, robotCode);
  const voiceOf = ({ reader }: Outgoing): Voice => ({ reader, isOwn });
  const isCard = (id: string): boolean => id.startsWith('zhiban-');

  /** By the address that came with what was said, and when that has ended, as the robot. */
  const write = async (to: Conversation, form: MessageForm): Promise<void> => {
    const robot = robots.named(to);
    if (robot !== undefined) return robots.send(robot, webhookBody(form));
    const session = sessions.of(to);
    if (session !== undefined) {
      try {
        return await api.webhook(session, webhookBody(form));
      } catch (error) {
        if (!(error instanceof DingTalkError && error.isSessionOver)) throw error;
        sessions.forget(to);
      }
    }
    const { title, text } = form;
    if (form.markdown) await robotSend(to, 'sampleMarkdown', { title, text });
    else await robotSend(to, 'sampleText', { content: text });
  };

  /** The words stand there as `messageId`; what comes with them follows. */
  const withAttachments = async (
    to: Conversation,
    messageId: string,
    { message, reader }: Outgoing,
    { whole }: MessageForm,
  ): Promise<Posted> => {
    const all = await attachmentsOf(message, parts, { reader, whole, mostBytes: mediaBytes });
    await attach({ api, memory, now, reader, robotSend }, to, messageId, all);
    return { posted: true, messageId };
  };
  const hasMore = ({ message: { blocks } }: Outgoing, { whole }: MessageForm): boolean =>
    whole !== undefined || blocks.some(({ type }) => type === 'file' || type === 'chart');

  /** A card that is not taken, for want of a permission or a template, is said without one. */
  const say = async (to: Conversation, outgoing: Outgoing, form: MessageForm, asCard: boolean): Promise<string> => {
    const voice = voiceOf(outgoing);
    if (cards === undefined || !asCard) {
      await write(to, form);
      return idOf(outgoing.key);
    }
    try {
      return await cards.send(to, outgoing.key, form, voice);
    } catch (error) {
      if (refusalOf(error).retry !== 'plain') throw error;
      parts.refused(error);
      await write(to, formOf(outgoing.message, voice, { plain: false, card: false }));
      return idOf(outgoing.key);
    }
  };

  return {
    async post(to, outgoing) {
      const plain = outgoing.plain === true;
      const isRobot = robots.named(to) !== undefined;
      const asCard = cards !== undefined && !plain && !isRobot;
      const form = formOf(outgoing.message, voiceOf(outgoing), { plain, card: asCard });
      try {
        // A custom robot takes no files.
        if (isRobot || !hasMore(outgoing, form))
          return { posted: true, messageId: await say(to, outgoing, form, asCard) };
        // Its words may stand there already, and only what comes with them is missing.
        const before = await memory.get(`posted:${outgoing.key}`);
        const messageId = before ?? (await say(to, outgoing, form, asCard));
        if (before === undefined) await memory.put([[`posted:${outgoing.key}`, messageId]], now());
        return await withAttachments(to, messageId, outgoing, form);
      } catch (error) {
        return refusalOf(error);
      }
    },
    async edit(to, messageId, outgoing) {
      if (cards === undefined || !isCard(messageId))
        return { posted: false, retry: 'never', why: 'DingTalk changes nothing but cards' };
      const voice = voiceOf(outgoing);
      const form = formOf(outgoing.message, voice, { plain: outgoing.plain === true, card: true });
      try {
        await cards.update(messageId, form, voice);
        return hasMore(outgoing, form)
          ? await withAttachments(to, messageId, outgoing, form)
          : { posted: true, messageId };
      } catch (error) {
        return refusalOf(error);
      }
    },
  };
}

const webhookBody = ({ title, text, markdown }: MessageForm): object =>
  markdown ? { msgtype: 'markdown', markdown: { title, text } } : { msgtype: 'text', text: { content: text } };

/** Messages have no id there that would be told. */
const idOf = (key: string): string => `said-${createHash('sha256').update(key).digest('hex').slice(0, 24)}`;
