import type { Button } from '../../../actions/report.ts';
import { shorten } from '../../../handlers/language/width.ts';
import type { Message } from '../../../handlers/message.ts';
import { isNext } from '../../../handlers/messages.ts';
import { markdownUnits, mostButtons } from './limits.ts';
import { type Line, markdownOf, plainOf, type Voice, wordsOf } from './pieces.ts';
import { type Detail, linesOf } from './rendering.ts';

/** One message as DingTalk takes it. */
export interface MessageForm {
  /** Of the notice on a locked phone. */
  readonly title: string;
  readonly text: string;
  readonly markdown: boolean;
  readonly buttons: readonly Button[];
  /** The whole of it, where the message had to be shortened. */
  readonly whole?: string;
}

const leastDetail: Detail = { codeLines: 3, rows: 3 };
/** From all that is bearable on a phone to the least that still says what is wrong. */
const details: readonly Detail[] = [
  { codeLines: 30, rows: 40 },
  { codeLines: 12, rows: 20 },
  { codeLines: 5, rows: 8 },
  leastDetail,
];
const everything: Detail = { codeLines: 5_000, rows: 5_000 };
const nothing = '·';

export interface Form {
  readonly plain: boolean;
  /** A card, with buttons below it. */
  readonly card: boolean;
}

/** Shortened by meaning until it fits. Pure. */
export function formOf(message: Message, voice: Voice, { plain, card }: Form): MessageForm {
  const buttons = card ? buttonsOf(message) : [];
  const inWords = (detail: Detail): readonly Line[] => linesOf(message, voice, { ...detail, buttons });
  const write = (lines: readonly Line[]): string => (plain ? plainOf(lines) : markdownOf(lines)).trim() || nothing;
  const fitting = details.find((detail) => write(inWords(detail)).length <= markdownUnits);
  const lines = fitting === undefined ? cut(inWords(leastDetail)) : inWords(fitting);
  const most = message.blocks.some(({ type }) => type === 'file')
    ? { ...everything, codeLines: fitting?.codeLines ?? everything.codeLines }
    : everything;
  const isShortened = fitting === undefined || wordsOf(inWords(most)) !== wordsOf(lines);
  const whole = `${wordsOf(linesOf(message, voice, { ...everything, buttons: [] }))}\n`;
  const [first = nothing] = wordsOf(lines).split('\n');
  return {
    title: shorten(first, 40) || nothing,
    text: write(lines),
    markdown: !plain,
    buttons,
    ...(isShortened ? { whole } : {}),
  };
}

/** Choices first; what finds no room is typed. */
function buttonsOf({ blocks }: Message): readonly Button[] {
  const all = blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
  return [...all.filter((button) => !isNext(button)), ...all.filter(isNext)].slice(0, mostButtons);
}

/** Line by line until it is full; escapes may double a line. */
function cut(lines: readonly Line[]): readonly Line[] {
  const kept: Line[] = [];
  let room = markdownUnits - 4;
  for (const line of lines) {
    const shortened = { ...line, pieces: line.pieces.map((piece) => ({ ...piece, text: short(piece.text) })) };
    const length = markdownOf([shortened]).length + 3;
    if (length > room) return [...kept, { pieces: [{ text: '…' }] }];
    kept.push(shortened);
    room -= length;
  }
  return kept;
}

const mostOfLine = 1_000;
const short = (text: string): string =>
  text.length <= mostOfLine
    ? text
    : `${text
        .slice(0, mostOfLine)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
