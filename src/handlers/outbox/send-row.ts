import type { Block } from '../../actions/report.ts';
import { texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import { readerOf } from '../language/reader-of.ts';
import type { Message } from '../message.ts';
import type { ChatPlatform, Outgoing, Posted } from '../platform.ts';
import type { OutboxRow } from '../store/outbox.ts';

const say = texts('outbox', {
  repeated: {
    en: 'You may have seen this before: no reply came the first time it was sent.',
    zh: '此消息可能重复:首次发送时未收到回执。',
  },
  late: { en: 'This is from {at}; it could not be sent until now.', zh: '此消息产生于 {at},此前无法送达。' },
  elsewhere: { en: 'Said here because {where} does not take messages.', zh: '{where} 无法接收消息,改在此处告知。' },
});

/** One call of a platform; longer, and nobody knows what became of it. */
const callLimitMs = 30_000;
/** A message this old says so. */
const lateAfterMs = 2 * 60_000;

/** Hands a row to its platform: posted when it stands nowhere yet, else edited where that is possible. */
export async function sendRow(
  desk: Desk,
  platform: ChatPlatform,
  row: OutboxRow,
  words: Message = row.message,
): Promise<Posted> {
  const { conversation, messageId } = row;
  if (messageId !== undefined && platform.edit !== undefined) {
    const { edit } = platform;
    const outgoing = outgoingOf(desk, row, row.revision, {
      blocks: [...notes(row, platform, undefined), ...words.blocks],
    });
    return limited(() => edit.call(platform, conversation, messageId, outgoing));
  }
  const nowMs = desk.clock.now();
  if (conversation.only !== undefined && nowMs - row.atMs > lateAfterMs)
    return { posted: false, retry: 'never', why: 'who it was whispered to may have looked away' };
  const outgoing = outgoingOf(desk, row, row.doubtful ?? row.revision, {
    blocks: [...notes(row, platform, nowMs), ...words.blocks],
  });
  return limited(() => platform.post(conversation, { ...outgoing, again: row.doubtful !== undefined }));
}

/** One attempt and its repetitions share a key. */
const outgoingOf = (desk: Desk, row: OutboxRow, revision: number, message: Message): Outgoing => ({
  key: `${row.key}#${revision}`,
  message,
  reader: readerOf(desk, row.conversation, row.person),
  ...(row.plain ? { plain: true } : {}),
});

/** What must be known of how a message came here; `postedAtMs`: it is posted now. */
function notes(row: OutboxRow, platform: ChatPlatform, postedAtMs: number | undefined): readonly Block[] {
  const first = row.tried[0];
  const late = postedAtMs !== undefined && row.kind === 'final' && postedAtMs - row.atMs > lateAfterMs;
  return [
    ...((row.repeated || (postedAtMs !== undefined && row.doubtful !== undefined)) && platform.tellsRepeats !== true
      ? [{ type: 'text' as const, mark: 'unknown' as const, text: say.repeated() }]
      : []),
    // Who was to be whispered to reads it in private: that needs no words.
    ...(first === undefined || first.only !== undefined
      ? []
      : [{ type: 'text' as const, text: say.elsewhere({ where: `${first.platform}:${first.space}` }) }]),
    ...(late ? [{ type: 'text' as const, text: say.late({ at: { atMs: row.atMs } }) }] : []),
  ];
}

/** A platform that throws or does not come back may have shown it. */
async function limited(call: () => Promise<Posted>): Promise<Posted> {
  const limit = AbortSignal.timeout(callLimitMs);
  const over = new Promise<never>((_resolve, reject) => {
    limit.addEventListener('abort', () => reject(new Error('no reply in time')), { once: true });
  });
  try {
    return await Promise.race([call(), over]);
  } catch (error) {
    return { posted: false, retry: 'later', maybeShown: true, why: String(error) };
  }
}
