import type { Conversation } from '../../../handlers/message.ts';
import type { Outgoing, Posted } from '../../../handlers/platform.ts';
import type { PlatformMemory } from '../../storage/platform-memory.ts';
import { type AttachmentSources, attachmentsOf } from '../attachments/attachments-of.ts';
import type { DirectChannels } from './direct-channels.ts';
import { codeOf, refusalOf } from './failures.ts';
import { fileBytes, type Pace } from './limits.ts';
import { formOf, type MessageForm } from './message-form.ts';
import { markOf, postedBefore } from './posted-before.ts';
import { uploadAll } from './uploads.ts';
import type { WebClient } from './web-api.ts';
import { isWhisper, whisper } from './whisper.ts';
import { say } from './words.ts';

export interface SendingParts extends AttachmentSources {
  readonly client: WebClient;
  readonly memory: PlatformMemory;
  readonly channels: DirectChannels;
  readonly pace: Pace;
  /** Whether an address is the bot's own: only those become links. */
  readonly isOwn: (url: string) => boolean;
  readonly now: () => number;
}

export interface Sending {
  post(to: Conversation, outgoing: Outgoing): Promise<Posted>;
  edit(to: Conversation, messageId: string, outgoing: Outgoing): Promise<Posted>;
}

/** Nothing comes alive: no preview, no mention by name, no markup. */
const quiet = { unfurl_links: false, unfurl_media: false, link_names: false, parse: 'none', mrkdwn: false } as const;

/** Messages as calls of the Web API. */
export function makeSending(parts: SendingParts): Sending {
  const { client, memory, channels, pace, now } = parts;

  const formFor = ({ message, reader, plain }: Outgoing): MessageForm =>
    formOf(message, { reader, isOwn: parts.isOwn }, plain === true);
  const contentOf = ({ text, blocks }: MessageForm) => ({
    text,
    ...(blocks === undefined ? {} : { blocks: [...blocks] }),
  });
  const hasMore = ({ message: { blocks } }: Outgoing, { whole }: MessageForm): boolean =>
    whole !== undefined || blocks.some(({ type }) => type === 'file' || type === 'chart');
  const held = (channel: string, kind: 'post' | 'edit'): Posted | undefined => {
    const afterMs = pace.take(channel, kind);
    return afterMs > 0
      ? { posted: false, retry: 'later', afterMs, why: 'Slack takes no more of them at present' }
      : undefined;
  };

  /** The words stand there; what comes with them follows in the thread below. */
  async function withAttachments(
    to: Conversation,
    channel: string,
    messageId: string,
    outgoing: Outgoing,
    { whole }: MessageForm,
  ): Promise<Posted> {
    const wants = { reader: outgoing.reader, whole, mostBytes: fileBytes };
    const all = await attachmentsOf(outgoing.message, parts, wants);
    const below = to.thread ?? messageId;
    if (all.length > 0)
      await uploadAll(
        { client, memory, now, reader: outgoing.reader },
        { channel, below, of: `${channel}:${messageId}` },
        all,
      );
    return { posted: true, messageId };
  }

  /** Whether an earlier try arrived; `unknown` where the bot may not read what it wrote. */
  async function earlier(to: Conversation, channel: string, key: string): Promise<string | 'unknown' | undefined> {
    return postedBefore(client, { channel, thread: to.thread, key, nowMs: now() }).catch((error: unknown) => {
      if (codeOf(error) === 'missing_scope') return 'unknown' as const;
      throw error;
    });
  }

  /** Nobody can tell whether an earlier try was seen, and seeing it twice harms nobody. */
  async function toOne(to: Conversation, only: string, outgoing: Outgoing): Promise<Posted> {
    const channel = await channels.channelOf(to);
    const wait = held(channel, 'post');
    if (wait !== undefined) return wait;
    const [, user = ''] = only.split(':');
    const words = contentOf(formFor(outgoing.again === true ? doubtful(outgoing) : outgoing));
    return { posted: true, messageId: await whisper(client, { channel, user, thread: to.thread }, words) };
  }

  return {
    async post(to, outgoing) {
      try {
        if (to.only !== undefined) return await toOne(to, to.only, outgoing);
        const form = formFor(outgoing);
        const more = hasMore(outgoing, form);
        const channel = await channels.channelOf(to);
        const kept = more ? await memory.get(`posted:${outgoing.key}`) : undefined;
        const before = kept ?? (outgoing.again === true ? await earlier(to, channel, outgoing.key) : undefined);
        let messageId = before === 'unknown' ? undefined : before;
        if (messageId === undefined) {
          const wait = held(channel, 'post');
          if (wait !== undefined) return wait;
          const words = before === 'unknown' ? formFor(doubtful(outgoing)) : form;
          const { ts } = await client.chat.postMessage({
            channel,
            ...contentOf(words),
            ...quiet,
            metadata: markOf(outgoing.key),
            ...(to.thread === undefined ? {} : { thread_ts: to.thread }),
          });
          if (ts === undefined) throw new Error('Slack took a message and gave it no name');
          messageId = ts;
        }
        if (!more) return { posted: true, messageId };
        if (kept === undefined) await memory.put([[`posted:${outgoing.key}`, messageId]], now());
        return await withAttachments(to, channel, messageId, outgoing, form);
      } catch (error) {
        return refusalOf(error);
      }
    },
    async edit(to, messageId, outgoing) {
      if (isWhisper(messageId))
        return { posted: false, retry: 'never', why: 'what was whispered is not there any more' };
      try {
        const form = formFor(outgoing);
        const channel = await channels.channelOf(to);
        const wait = held(channel, 'edit');
        if (wait !== undefined) return wait;
        // What is left out stays as it was.
        const content = { ...contentOf(form), blocks: [...(form.blocks ?? [])] };
        await client.chat.update({ channel, ts: messageId, ...content, link_names: false, parse: 'none' });
        return hasMore(outgoing, form)
          ? await withAttachments(to, channel, messageId, outgoing, form)
          : { posted: true, messageId };
      } catch (error) {
        return refusalOf(error);
      }
    },
  };
}

const doubtful = (outgoing: Outgoing): Outgoing => ({
  ...outgoing,
  message: {
    blocks: [{ type: 'text', mark: 'unknown', text: say.repeated() }, ...outgoing.message.blocks],
  },
});
