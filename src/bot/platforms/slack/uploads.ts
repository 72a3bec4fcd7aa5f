import * as z from 'zod';
import type { PlatformMemory } from '../../storage/platform-memory.ts';
import type { Attachment } from '../attachments/attachments-of.ts';
import type { WebClient } from './web-api.ts';

export interface UploadParts {
  readonly client: WebClient;
  readonly memory: PlatformMemory;
  readonly now: () => number;
}

const sentSpec = z.record(z.string(), z.object({ id: z.string(), stamp: z.string() }));
const uploadLimitMs = 25_000;

/**
 * Puts what belongs to a message below it, and replaces what changed. Each is written down once it is there, so that trying
 * again goes on where it was broken off. Rejects as the calls do.
 */
export async function uploadAll(
  { client, memory, now }: UploadParts,
  to: { readonly channel: string; readonly below: string; readonly of: string },
  all: readonly Attachment[],
): Promise<void> {
  const key = `attached:${to.of}`;
  const sent = sentSpec.parse(JSON.parse((await memory.get(key)) ?? '{}'));
  for (const attachment of all) {
    const before = sent[attachment.slot];
    if (before?.stamp === attachment.stamp) continue;
    const id = await upload(client, to, attachment);
    sent[attachment.slot] = { id, stamp: attachment.stamp };
    await memory.put([[key, JSON.stringify(sent)]], now());
    // Slack replaces no file; the older picture would stay beside the newer one.
    if (before !== undefined) await client.files.delete({ file: before.id }).catch(() => undefined);
  }
}

/** In three steps: where to, the bytes, and what they belong to. */
async function upload(
  client: WebClient,
  { channel, below }: { readonly channel: string; readonly below: string },
  { name, caption, content }: Attachment,
): Promise<string> {
  const bytes = Buffer.from(await content());
  const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({
    filename: name,
    length: bytes.length,
    ...(caption === '' ? {} : { alt_txt: caption.slice(0, 1_000).toWellFormed() }),
  });
  if (url === undefined || id === undefined) throw new Error('Slack named no place to upload to');
  // The address is a secret of its own and takes no token.
  const response = await fetch(url, {
    method: 'POST',
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
    redirect: 'error',
    signal: AbortSignal.timeout(uploadLimitMs),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the upload was answered ${response.status}`);
  await client.files.completeUploadExternal({ files: [{ id, title: name }], channel_id: channel, thread_ts: below });
  return id;
}
