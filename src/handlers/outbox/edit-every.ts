import type { Conversation } from '../message.ts';
import type { ChatPlatform } from '../platform.ts';

/** Milliseconds between two edits of one message there. */
export const editEveryMs = (platform: ChatPlatform, to: Conversation): number =>
  60_000 / Math.max(1, platform.editsPerMinuteIn?.(to) ?? platform.limits.editsPerMinute);
