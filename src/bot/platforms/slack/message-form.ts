import type { Message } from '../../../handlers/message.ts';
import { everything, shortened } from '../shortened.ts';
import { blocksOf } from './block-kit.ts';
import { blocksLetters, mostBlocks, tableRows, textLetters } from './limits.ts';
import { escaped, inertPlain, type Part, textOf, type Voice } from './parts.ts';
import { partsOf } from './rendering.ts';
import type { KnownBlock } from './web-api.ts';

/** One message as Slack takes it. */
export interface MessageForm {
  /** Of the notification; in plain form all there is. Markup already made inert. */
  readonly text: string;
  /** None in plain form. */
  readonly blocks?: readonly KnownBlock[];
  /** The whole of it, where the message had to be shortened. */
  readonly whole?: string;
}

/** From all that is bearable to the least that still says what is wrong. */
const extents = [
  { codeLines: 20, rows: tableRows - 1 },
  { codeLines: 12, rows: 40 },
  { codeLines: 8, rows: 12 },
  { codeLines: 3, rows: 3 },
];

const nothing = '·';
const notificationLetters = 300;

/** Shortened by meaning until it fits. Pure. */
export function formOf(message: Message, to: Voice, plain: boolean): MessageForm {
  const buttons = message.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
  const voice = { ...to, commands: buttons.map(({ command }) => command), words: new WeakMap() };
  const { drawn: parts, ...whole } = shortened<readonly Part[]>(message, extents, {
    draw: (extent) => partsOf(message, voice, { ...extent, keys: !plain }),
    wordsOf: textOf,
    fits: (some) => fits(some, plain),
    cut,
    inFull: () => partsOf(message, voice, { ...everything, keys: false }),
  });
  const text = textOf(parts).trim();
  if (plain) return { text: text === '' ? nothing : inertPlain(text.slice(0, textLetters).toWellFormed()), ...whole };
  const blocks = blocksOf(parts);
  const notification = escaped(text.slice(0, notificationLetters).toWellFormed());
  return {
    text: notification === '' ? nothing : notification,
    ...(blocks.length === 0 ? {} : { blocks }),
    ...whole,
  };
}

function fits(parts: readonly Part[], plain: boolean): boolean {
  if (plain) return textOf(parts).length <= textLetters;
  const blocks = blocksOf(parts);
  return blocks.length <= mostBlocks && JSON.stringify(blocks).length <= blocksLetters;
}

/** Part by part until it is full; one too long by itself loses its end. */
function cut(parts: readonly Part[]): readonly Part[] {
  const kept: Part[] = [];
  const full = (one: readonly Part[]): boolean => JSON.stringify(blocksOf(one)).length > blocksLetters - 500;
  for (const part of parts) {
    const short = shortPart(part);
    if (kept.length >= mostBlocks - 2 || full([...kept, short]))
      return [...kept, { kind: 'lines', lines: [[{ text: '…' }]] }];
    kept.push(short);
  }
  return kept;
}

const most = 1_500;
const clipped = (text: string): string => (text.length <= most ? text : `${text.slice(0, most).toWellFormed()}…`);

function shortPart(part: Part): Part {
  if (part.kind === 'quote') return { ...part, text: clipped(part.text) };
  if (part.kind !== 'lines') return part;
  const lines = part.lines.map((line) => line.map((piece) => ({ ...piece, text: clipped(piece.text) })));
  return { kind: 'lines', lines: lines.slice(0, 12) };
}
