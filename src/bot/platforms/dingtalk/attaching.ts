import { extname } from 'node:path';
import * as z from 'zod';
import { outside, texts } from '../../../actions/text.ts';
import type { Reader } from '../../../handlers/language/reader.ts';
import { translate } from '../../../handlers/language/translate.ts';
import type { Conversation } from '../../../handlers/message.ts';
import type { PlatformMemory } from '../../storage/platform-memory.ts';
import type { Attachment } from '../attachments/attachments-of.ts';
import type { Api } from './api.ts';
import { refusalOf } from './failures.ts';
import { json } from './frames.ts';
import { still } from './pieces.ts';
import type { RobotSend } from './robot-send.ts';
import { zipped } from './zipped.ts';

const say = texts('dingtalk.attaching', {
  notSent: { en: '{name} could not be sent: {why}', zh: '{name} 未能发送:{why}' },
});

interface Attaching {
  readonly api: Api;
  readonly memory: PlatformMemory;
  readonly now: () => number;
  readonly reader: Reader;
  readonly robotSend: RobotSend;
}

const sentSpec = z.array(z.string()).catch([]);

/**
 * Sends what belongs to a message and is not there yet, each a message of its own. Each is written down once it was sent,
 * so that trying again goes on where it was broken off. Nothing sent is ever changed there.
 */
export async function attach(
  { api, memory, now, reader, robotSend }: Attaching,
  to: Conversation,
  messageId: string,
  all: readonly Attachment[],
): Promise<void> {
  const key = `attached:${to.space}:${messageId}`;
  const sent = sentSpec.parse(json((await memory.get(key)) ?? '[]'));
  for (const attachment of all) {
    if (sent.includes(attachment.slot)) continue;
    await put(attachment).catch((error: unknown) => {
      const refused = refusalOf(error);
      if (refused.retry === 'later') throw error;
      return confess(attachment, refused.why);
    });
    sent.push(attachment.slot);
    await memory.put([[key, JSON.stringify(sent)]], now());
  }

  async function put({ name, content }: Attachment): Promise<void> {
    const bytes = await content();
    if (pictures.has(extensionOf(name)))
      return robotSend(to, 'sampleImageMsg', { photoURL: await api.upload('image', name, bytes) });
    const fileName = nameThere(name);
    const mediaId = await api.upload('file', fileName, fileName === name ? bytes : await zipped(name, bytes));
    await robotSend(to, 'sampleFile', { mediaId, fileName, fileType: extensionOf(fileName) });
  }

  /** It will not be taken however often it is tried; nobody shall wait for it. */
  async function confess({ name }: Attachment, why: string): Promise<void> {
    await robotSend(to, 'sampleText', { content: still(translate(say.notSent({ name, why: outside(why) }), reader)) });
  }
}

const pictures = new Set(['png', 'jpg', 'jpeg']);
/** Of other kinds DingTalk takes no files, text neither: 40005 (open.dingtalk.com, upload of media files; sampleFile). */
const taken = new Set(['doc', 'docx', 'xlsx', 'pdf', 'rar', 'zip']);

/** What a file is called on DingTalk. */
export const nameThere = (name: string): string => (taken.has(extensionOf(name)) ? name : `${name}.zip`);

const extensionOf = (name: string): string => extname(name).slice(1).toLowerCase();
