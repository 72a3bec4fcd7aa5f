import { createHash } from 'node:crypto';
import * as z from 'zod';
import { codeOf } from './failures.ts';
import type { MessageMetadata, WebClient } from './web-api.ts';

/** Goes with every message, seen by nobody, so that one whose reply was lost can be found again. */
export const markOf = (key: string): MessageMetadata => ({
  event_type: 'zhiban_message',
  event_payload: { key: hashOf(key) },
});

const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 32);

const page = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        bot_id: z.string().optional(),
        files: z.array(z.object({ id: z.string() })).default([]),
        metadata: z.object({ event_payload: z.record(z.string(), z.unknown()) }).optional(),
      }),
    )
    .default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

const perPage = 200;
const mostPages = 5;
/** Nothing is tried longer than that. */
const lookBackMs = 3 * 86_400_000;

/**
 * The message posted under this key; undefined when there is none among the newest thousand; `unknown` where Slack shows
 * the bot no marks of its messages (scope metadata.message:read). Rejects as the calls do.
 */
export async function postedBefore(
  client: WebClient,
  {
    channel,
    thread,
    key,
    nowMs,
  }: { readonly channel: string; readonly thread?: string | undefined; readonly key: string; readonly nowMs: number },
): Promise<string | 'unknown' | undefined> {
  const wanted = hashOf(key);
  let cursor: string | undefined;
  let hidden = false;
  for (let at = 0; at < mostPages; at++) {
    const options = {
      channel,
      limit: perPage,
      oldest: ((nowMs - lookBackMs) / 1_000).toFixed(6),
      include_all_metadata: true,
      ...(cursor === undefined ? {} : { cursor }),
    };
    const read = page.parse(
      thread === undefined
        ? await client.conversations.history(options)
        : await client.conversations.replies({ ...options, ts: thread }),
    );
    const found = read.messages.find(({ metadata }) => metadata?.event_payload.key === wanted);
    if (found !== undefined) return found.ts;
    const ofBots = read.messages.filter(({ bot_id: bot }) => bot !== undefined);
    hidden ||= ofBots.length > 0 && ofBots.every(({ metadata }) => metadata === undefined);
    cursor = read.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === '') break;
  }
  return hidden ? 'unknown' : undefined;
}

/** Whether a file stands in a thread; not, where the bot may not read. Rejects as the calls do. */
export async function postedFile(
  client: WebClient,
  { channel, thread, id }: { readonly channel: string; readonly thread: string; readonly id: string },
): Promise<boolean> {
  let cursor: string | undefined;
  for (let at = 0; at < mostPages; at++) {
    const more = cursor === undefined ? {} : { cursor };
    const answer = await client.conversations
      .replies({ channel, ts: thread, limit: perPage, ...more })
      .catch((error: unknown) => {
        if (codeOf(error) === 'missing_scope') return {};
        throw error;
      });
    const read = page.parse(answer);
    if (read.messages.some(({ files }) => files.some((file) => file.id === id))) return true;
    cursor = read.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === '') break;
  }
  return false;
}
