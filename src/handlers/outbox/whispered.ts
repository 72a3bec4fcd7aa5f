import type { FailureCode } from '../../actions/result.ts';
import type { Answer, Conversation, IncomingMessage } from '../message.ts';
import type { ChatPlatform } from '../platform.ts';

/** What is wrong with what was typed, or with who typed it: of no use to the others in a room. */
const concernsOne: ReadonlySet<Answer['code']> = new Set<FailureCode>([
  'bad-input',
  'denied',
  'not-found',
  'rate-limited',
]);

/**
 * Where an answer is said: in a room what is for one alone is whispered, on platforms that can. Whispers bring no files, and
 * pass: what the others may need, and what is to be found again, is said aloud.
 */
export function placeOf(
  { limits }: Pick<ChatPlatform, 'limits'>,
  { conversation, sender, private: isPrivate }: Pick<IncomingMessage, 'conversation' | 'sender' | 'private'>,
  { code, kept, message }: Answer,
): Conversation {
  const isForOne = kept !== undefined || concernsOne.has(code);
  const hasMore = message.blocks.some(({ type }) => type === 'file' || type === 'chart');
  return limits.whispers === true && !isPrivate && isForOne && !hasMore
    ? { ...conversation, only: sender.id }
    : conversation;
}
