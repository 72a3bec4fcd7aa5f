import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import type { Block } from '../../../actions/report.ts';
import { inertLine } from '../../../handlers/language/inert.ts';
import type { Message } from '../../../handlers/message.ts';
import type { DrawChart } from '../open-platforms.ts';
import { InputFile } from './grammy.ts';
import { documentBytes, photoBytes } from './limits.ts';
import { said, type Voice } from './pieces.ts';

type Upload = InstanceType<typeof InputFile>;

/** A picture or a file beside a message, a message of its own that replies to it. */
export interface Attachment {
  /** Its place in the message; what comes there later replaces it. */
  readonly slot: string;
  readonly kind: 'photo' | 'document';
  /** Changes with its content. */
  readonly stamp: string;
  readonly name: string;
  readonly caption: string;
  readonly file: () => Upload;
}

type Chart = Extract<Block, { readonly type: 'chart' }>;

export interface AttachmentSources {
  /** Files of messages lie here; nothing else is ever sent. */
  readonly files: string;
  readonly draw?: DrawChart | undefined;
}

/** What a message brings besides its words. What is not there any more, or too big to be sent, is left out. */
export async function attachmentsOf(
  { blocks }: Message,
  whole: string | undefined,
  voice: Voice,
  sources: AttachmentSources,
): Promise<readonly Attachment[]> {
  const found = await Promise.all(
    blocks.map(async (block, at) => {
      if (block.type === 'file') return fileAttachment(block, `file:${at}`, sources.files);
      return block.type === 'chart' ? chartAttachment(block, `chart:${at}`, voice, sources) : undefined;
    }),
  );
  return [...found.filter((one) => one !== undefined), ...(whole === undefined ? [] : [wholeAttachment(whole)])];
}

const stampOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('base64url');

const wholeAttachment = (whole: string): Attachment => ({
  slot: 'whole',
  kind: 'document',
  stamp: stampOf(whole),
  name: 'answer.txt',
  caption: '',
  file: () => new InputFile(Buffer.from(whole), 'answer.txt'),
});

async function fileAttachment(
  { name, path }: Extract<Block, { readonly type: 'file' }>,
  slot: string,
  folder: string,
): Promise<Attachment | undefined> {
  const found = await within(folder, path);
  if (found === undefined || found.bytes === 0 || found.bytes > documentBytes) return undefined;
  const shown = inertLine(name).replace(/[^\p{L}\p{N}._ -]/gu, '_');
  const isPicture = ['.png', '.jpg', '.jpeg'].includes(extname(shown).toLowerCase()) && found.bytes <= photoBytes;
  return {
    slot,
    kind: isPicture ? 'photo' : 'document',
    stamp: `${found.path}:${found.bytes}`,
    name: shown,
    caption: '',
    file: () => new InputFile(createReadStream(found.path), shown),
  };
}

async function chartAttachment(
  chart: Chart,
  slot: string,
  voice: Voice,
  { draw }: AttachmentSources,
): Promise<Attachment | undefined> {
  // Its words stand in the message.
  const png = await draw?.(chart, voice.reader).catch(() => undefined);
  if (png === undefined || png.length > photoBytes) return undefined;
  const name = 'chart.png';
  const file = () => new InputFile(png, name);
  return { slot, kind: 'photo', stamp: stampOf(png), name, caption: said(chart.alt, voice), file };
}

/** A file of the folder; links that lead out of it are not followed. */
async function within(
  folder: string,
  path: string,
): Promise<{ readonly path: string; readonly bytes: number } | undefined> {
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(resolve(folder, path))]);
    const { size } = await stat(file);
    return file.startsWith(root + sep) ? { path: file, bytes: size } : undefined;
  } catch {
    return undefined;
  }
}
