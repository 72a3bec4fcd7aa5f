import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { Block } from '../../../actions/report.ts';
import { inertLine } from '../../../handlers/language/inert.ts';
import type { Reader } from '../../../handlers/language/reader.ts';
import { translate } from '../../../handlers/language/translate.ts';
import type { Message } from '../../../handlers/message.ts';
import type { DrawChart } from '../platform-parts.ts';

/** A picture or a file that belongs to a message. */
export interface Attachment {
  /** Its place in the message; what comes there later replaces it. */
  readonly slot: string;
  /** Changes with its content. */
  readonly stamp: string;
  /** Letters, digits, `.`, `_`, `-` and spaces. */
  readonly name: string;
  /** Said with it; may be empty. */
  readonly caption: string;
  readonly bytes: number;
  /** Where it lies, when it is a file: it need not be held whole. */
  readonly path?: string;
  readonly content: () => Promise<Uint8Array>;
}

export interface AttachmentSources {
  /** Files of messages lie here; nothing else is ever sent. */
  readonly files: string;
  /** Left out where charts cannot be drawn. */
  readonly draw?: DrawChart | undefined;
}

export interface AttachmentWants {
  readonly reader: Reader;
  /** The whole of a message that had to be shortened. */
  readonly whole?: string | undefined;
  readonly mostBytes: number;
}

/** What a message brings besides its words. What is not there any more, or too big to be sent, is left out. */
export async function attachmentsOf(
  { blocks }: Message,
  sources: AttachmentSources,
  wants: AttachmentWants,
): Promise<readonly Attachment[]> {
  const found = await Promise.all(
    blocks.map(async (block, at) => {
      if (block.type === 'file') return fileAttachment(block, `file:${at}`, sources.files, wants.mostBytes);
      return block.type === 'chart' ? chartAttachment(block, `chart:${at}`, sources, wants) : undefined;
    }),
  );
  const { whole } = wants;
  return [...found.filter((one) => one !== undefined), ...(whole === undefined ? [] : [wholeAttachment(whole)])];
}

const stampOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('base64url');

const wholeAttachment = (whole: string): Attachment => ({
  slot: 'whole',
  stamp: stampOf(whole),
  name: 'answer.txt',
  caption: '',
  bytes: Buffer.byteLength(whole),
  content: async () => Buffer.from(whole),
});

async function fileAttachment(
  { name, path }: Extract<Block, { readonly type: 'file' }>,
  slot: string,
  folder: string,
  mostBytes: number,
): Promise<Attachment | undefined> {
  const found = await within(folder, path);
  if (found === undefined || found.bytes === 0 || found.bytes > mostBytes) return undefined;
  return {
    slot,
    stamp: `${found.path}:${found.bytes}`,
    name: inertLine(name).replace(/[^\p{L}\p{N}._ -]/gu, '_'),
    caption: '',
    ...found,
    content: () => readFile(found.path),
  };
}

async function chartAttachment(
  chart: Extract<Block, { readonly type: 'chart' }>,
  slot: string,
  { draw }: AttachmentSources,
  { reader, mostBytes }: AttachmentWants,
): Promise<Attachment | undefined> {
  // Its words stand in the message.
  const png = await draw?.(chart, reader).catch(() => undefined);
  if (png === undefined || png.length > mostBytes) return undefined;
  const caption = translate(chart.alt, reader);
  return { slot, stamp: stampOf(png), name: 'chart.png', caption, bytes: png.length, content: async () => png };
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
