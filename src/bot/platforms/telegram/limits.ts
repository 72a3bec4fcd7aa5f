import type { Conversation } from '../../../handlers/message.ts';
import type { PlatformLimits } from '../../../handlers/platform.ts';

/** Of one message after its markup was read, in UTF-16 units (core.telegram.org/bots/api#sendmessage). */
export const textUnits = 4_096;
/** Bytes (core.telegram.org/bots/api#sending-files). */
export const photoBytes = 10 * 1024 * 1024;
export const documentBytes = 50 * 1024 * 1024;

/** Groups take 20 messages a minute from a bot, edits counted; all chats together 30 a second (core.telegram.org/bots/faq). */
const perMinuteInGroup = 20;
/** The rest of them is for what is said anew. */
const editsInGroup = 15;
const perSecond = 28;

/** About one a second and chat. */
const editsInPrivate = 50;

export const telegramLimits: PlatformLimits = {
  textBytes: textUnits,
  editsPerMinute: editsInPrivate,
  buttons: true,
  files: true,
  privateInput: true,
};

export interface Pace {
  /** Milliseconds to wait before this may be sent; 0, and it counts as sent. `scope`: what has to wait. */
  take(chat: string, kind: 'post' | 'edit'): { readonly waitMs: number; readonly scope: 'conversation' | 'platform' };
}

/** Keeps to the rates, so that Telegram need not refuse. Bounded: chats written to within the last minute. */
export function makePace(monotonic: () => number): Pace {
  const groups = new Map<string, number[]>();
  let all: number[] = [];
  return {
    take(chat, kind) {
      const nowMs = monotonic();
      all = all.filter((atMs) => atMs > nowMs - 1_000);
      const first = all[0];
      if (first !== undefined && all.length >= perSecond) return { waitMs: first + 1_000 - nowMs, scope: 'platform' };
      if (isGroup(chat)) {
        for (const [other, sent] of groups) if ((sent.at(-1) ?? 0) <= nowMs - 60_000) groups.delete(other);
        const sent = (groups.get(chat) ?? []).filter((atMs) => atMs > nowMs - 60_000);
        const most = kind === 'edit' ? editsInGroup : perMinuteInGroup;
        const blocking = sent[sent.length - most];
        if (blocking !== undefined) return { waitMs: blocking + 60_000 - nowMs, scope: 'conversation' };
        groups.set(chat, [...sent, nowMs]);
      }
      all.push(nowMs);
      return { waitMs: 0, scope: 'conversation' };
    },
  };
}

/** Groups and channels have negative ids. */
export const isGroup = (chat: string): boolean => chat.startsWith('-');

export const editsPerMinuteIn = ({ space }: Conversation): number => (isGroup(space) ? editsInGroup : editsInPrivate);
