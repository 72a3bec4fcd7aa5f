import { extname } from 'node:path';
import * as z from 'zod';
import type { Conversation } from '../../../handlers/message.ts';
import type { PlatformMemory } from '../../storage/platform-memory.ts';
import type { Attachment } from '../attachments/attachments-of.ts';
import type { Api } from './api.ts';
import { json } from './frames.ts';
import type { RobotSend } from './robot-send.ts';

interface Attaching {
  readonly api: Api;
  readonly memory: PlatformMemory;
  readonly now: () => number;
  readonly robotSend: RobotSend;
}

const sentSpec = z.array(z.string()).catch([]);

/**
 * Sends what belongs to a message and is not there yet, each a message of its own. Each is written down once it was sent,
 * so that trying again goes on where it was broken off. Nothing sent is ever changed there.
 */
export async function attach(
  { api, memory, now, robotSend }: Attaching,
  to: Conversation,
  messageId: string,
  all: readonly Attachment[],
): Promise<void> {
  const key = `attached:${to.space}:${messageId}`;
  const sent = sentSpec.parse(json((await memory.get(key)) ?? '[]'));
  for (const { slot, name, content } of all) {
    if (sent.includes(slot)) continue;
    const extension = extname(name).slice(1).toLowerCase();
    const isPicture = ['png', 'jpg', 'jpeg'].includes(extension);
    const mediaId = await api.upload(isPicture ? 'image' : 'file', name, await content());
    if (isPicture) await robotSend(to, 'sampleImageMsg', { photoURL: mediaId });
    else await robotSend(to, 'sampleFile', { mediaId, fileName: name, fileType: extension || 'txt' });
    sent.push(slot);
    await memory.put([[key, JSON.stringify(sent)]], now());
  }
}
