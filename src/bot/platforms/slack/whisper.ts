import type { KnownBlock, WebClient } from './web-api.ts';

/** Of messages that only one person sees: Slack keeps none of them, so none is found or changed. */
const mark = 'whispered:';
export const isWhisper = (messageId: string): boolean => messageId.startsWith(mark);

/** To one pair of eyes in a channel, where they are looking; its id. Rejects as the call does. */
export async function whisper(
  client: WebClient,
  { channel, user, thread }: { readonly channel: string; readonly user: string; readonly thread?: string | undefined },
  { text, blocks }: { readonly text: string; readonly blocks?: KnownBlock[] },
): Promise<string> {
  const { message_ts: ts = '' } = await client.chat.postEphemeral({
    channel,
    user,
    text,
    ...(blocks === undefined ? {} : { blocks }),
    link_names: false,
    parse: 'none',
    ...(thread === undefined ? {} : { thread_ts: thread }),
  });
  return `${mark}${ts}`;
}
