import * as z from 'zod';
import { outside } from '../../../actions/text.ts';
import type { Reader } from '../../../handlers/language/reader.ts';
import { translate } from '../../../handlers/language/translate.ts';
import type { PlatformMemory } from '../../storage/platform-memory.ts';
import type { Attachment } from '../attachments/attachments-of.ts';
import { codeOf, refusalOf } from './failures.ts';
import { escaped } from './parts.ts';
import { postedFile } from './posted-before.ts';
import type { WebClient } from './web-api.ts';
import { say } from './words.ts';

export interface UploadParts {
  readonly client: WebClient;
  readonly memory: PlatformMemory;
  readonly now: () => number;
  readonly reader: Reader;
}

interface Below {
  readonly channel: string;
  readonly below: string;
  readonly of: string;
}

const sentSpec = z.record(z.string(), z.object({ id: z.string(), stamp: z.string() }));
const uploadLimitMs = 25_000;

/**
 * Puts what belongs to a message below it, and replaces what changed. Each is written down once it is there, so that trying
 * again goes on where it was broken off. Rejects as the calls do, but for what will never be taken: that is said to be missing.
 */
export async function uploadAll(
  { client, memory, now, reader }: UploadParts,
  to: Below,
  all: readonly Attachment[],
): Promise<void> {
  const key = `attached:${to.of}`;
  const sent = sentSpec.parse(JSON.parse((await memory.get(key)) ?? '{}'));
  for (const attachment of all) {
    const { slot, stamp } = attachment;
    const before = sent[slot];
    if (before?.stamp === stamp) continue;
    const id = (await begun(attachment)) ?? (await put(attachment));
    sent[slot] = { id, stamp };
    await memory.put([[key, JSON.stringify(sent)]], now());
    // Slack replaces no file; the older picture would stay beside the newer one.
    if (before !== undefined) await client.files.delete({ file: before.id }).catch(() => undefined);
  }

  /** The file of an earlier try, when it is there although no reply came. */
  async function begun({ slot, stamp }: Attachment): Promise<string | undefined> {
    const id = await memory.get(`uploading:${to.of}:${slot}:${stamp}`);
    if (id === undefined) return undefined;
    return (await postedFile(client, { channel: to.channel, thread: to.below, id })) ? id : undefined;
  }

  async function put(attachment: Attachment): Promise<string> {
    const { name, slot, stamp } = attachment;
    try {
      const id = await upload(client, attachment);
      await memory.put([[`uploading:${to.of}:${slot}:${stamp}`, id]], now());
      const place = { channel_id: to.channel, thread_ts: to.below };
      await client.files.completeUploadExternal({ files: [{ id, title: name }], ...place });
      return id;
    } catch (error) {
      const why = neverTaken(error);
      if (why === undefined) throw error;
      const text = escaped(translate(say.notSent({ name, why: outside(why) }), reader));
      const said = { channel: to.channel, thread_ts: to.below, text, link_names: false, parse: 'none' } as const;
      await client.chat.postMessage({ ...said, unfurl_links: false, mrkdwn: false });
      return `missing:${slot}`;
    }
  }
}

class NotTaken extends Error {}

/** Why it will not be taken however often it is tried; of files alone, so the words of others need not wait for it. */
function neverTaken(error: unknown): string | undefined {
  if (error instanceof NotTaken) return error.message;
  const code = codeOf(error);
  if (code === undefined) return undefined;
  return code === 'missing_scope' || refusalOf(error).retry !== 'later' ? code : undefined;
}

/** Where to, and the bytes; it is not shown yet. Its id. */
async function upload(client: WebClient, { name, caption, content }: Attachment): Promise<string> {
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
  if (response.ok) return id;
  const why = `the upload was answered ${response.status}`;
  throw response.status < 500 && response.status !== 429 ? new NotTaken(why) : new Error(why);
}
