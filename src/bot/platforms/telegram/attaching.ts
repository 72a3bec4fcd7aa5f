import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import type { Api } from 'grammy';
import * as z from 'zod';
import { outside, texts } from '../../../actions/text.ts';
import type { Reader } from '../../../handlers/language/reader.ts';
import { translate } from '../../../handlers/language/translate.ts';
import type { Posted } from '../../../handlers/platform.ts';
import type { PlatformMemory } from '../../storage/platform-memory.ts';
import type { Attachment } from '../attachments/attachments-of.ts';
import { isNotModified, type Refused, refusalOf } from './failures.ts';
import { GrammyError, InputFile } from './grammy.ts';
import { photoBytes } from './limits.ts';
import { inertPlain } from './pieces.ts';
import type { Place } from './sending.ts';

const say = texts('telegram.attaching', {
  notSent: { en: '{name} could not be sent: {why}', zh: '{name} 未能发送:{why}' },
  repeated: {
    en: '? You may have this file already: no reply came the first time it was sent.',
    zh: '? 此文件可能重复:首次发送时未收到回执。',
  },
});

interface Attaching {
  readonly api: Api;
  readonly memory: PlatformMemory;
  readonly now: () => number;
  readonly reader: Reader;
  /** The first of them that is not known to be there may be there all the same. */
  readonly doubtful: boolean;
  /** What has to be waited for first. */
  readonly held: () => Posted | undefined;
  readonly reach: <T>(call: (at: Place) => Promise<T>) => Promise<T>;
}

const sentSpec = z.record(z.string(), z.object({ id: z.int(), stamp: z.string() }));

/**
 * Sends what belongs to a message and is not there yet, and replaces what changed. Each is written down once it was
 * sent, so that trying again goes on where it was broken off. Nothing when all is there.
 */
export async function attach(
  { api, memory, now, held, reach, reader, doubtful }: Attaching,
  of: string,
  messageId: number,
  all: readonly Attachment[],
): Promise<Refused | undefined> {
  const key = `attached:${of}`;
  const sent = sentSpec.parse(JSON.parse((await memory.get(key)) ?? '{}'));
  let isDoubtful = doubtful;
  for (const one of all) {
    const before = sent[one.slot];
    if (before?.stamp === one.stamp) continue;
    const attachment = isDoubtful ? { ...one, caption: repeated(one.caption) } : one;
    const wait = held();
    if (wait !== undefined && !wait.posted) return wait;
    let id: number;
    try {
      id = before === undefined ? await put(attachment) : await replace(attachment, before.id);
    } catch (error) {
      const refused = refusalOf(error);
      if (refused.retry === 'later') return refused;
      id = await confess(attachment, refused.why);
    }
    isDoubtful = false;
    sent[attachment.slot] = { id, stamp: attachment.stamp };
    await memory.put([[key, JSON.stringify(sent)]], now());
  }
  return undefined;

  function repeated(caption: string): string {
    return [translate(say.repeated(), reader), caption].filter((words) => words !== '').join('\n');
  }

  /** It will not be taken however often it is tried; nobody shall wait for it. */
  async function confess({ name }: Attachment, why: string): Promise<number> {
    const text = inertPlain(translate(say.notSent({ name, why: outside(why) }), reader));
    const options = { reply_parameters: { message_id: messageId, allow_sending_without_reply: true } };
    const { message_id } = await reach(({ chat, thread }) => api.sendMessage(chat, text, { ...thread, ...options }));
    return message_id;
  }

  async function put(attachment: Attachment): Promise<number> {
    const { caption } = attachment;
    const kind = kindOf(attachment);
    const content = await uploadOf(attachment);
    const sentAs = (as: Kind): Promise<{ readonly message_id: number }> =>
      reach(async ({ chat, thread }) => {
        const options = {
          ...thread,
          ...captioned(caption),
          disable_notification: true,
          reply_parameters: { message_id: messageId, allow_sending_without_reply: true },
        };
        return as === 'photo' ? api.sendPhoto(chat, content(), options) : api.sendDocument(chat, content(), options);
      });
    // A picture it cannot show as one is a file all the same.
    const shown = await sentAs(kind).catch((error: unknown) => {
      if (kind === 'photo' && isBadPicture(error)) return sentAs('document');
      throw error;
    });
    return shown.message_id;
  }

  async function replace(attachment: Attachment, id: number): Promise<number> {
    const { caption } = attachment;
    const type = kindOf(attachment);
    const content = await uploadOf(attachment);
    await reach(({ chat }) => api.editMessageMedia(chat, id, { type, media: content(), ...captioned(caption) })).catch(
      (error: unknown) => {
        if (!isNotModified(error)) throw error;
      },
    );
    return id;
  }
}

/** Telegram reads names, commands and addresses out of a caption too. */
const captioned = (caption: string): { readonly caption?: string } =>
  caption === '' ? {} : { caption: inertPlain(caption).slice(0, 1_000).toWellFormed() };

type Kind = 'photo' | 'document';

/** A picture is shown where Telegram takes it as one. */
const kindOf = ({ name, bytes }: Attachment): Kind =>
  ['.png', '.jpg', '.jpeg'].includes(extname(name).toLowerCase()) && bytes <= photoBytes ? 'photo' : 'document';

/** Anew for each try: a stream is read once. */
async function uploadOf({ name, path, content }: Attachment): Promise<() => InstanceType<typeof InputFile>> {
  if (path !== undefined) return () => new InputFile(createReadStream(path), name);
  const held = await content();
  return () => new InputFile(held, name);
}

const isBadPicture = (error: unknown): boolean =>
  error instanceof GrammyError && /PHOTO_|IMAGE_PROCESS_FAILED|too big/i.test(error.description);
