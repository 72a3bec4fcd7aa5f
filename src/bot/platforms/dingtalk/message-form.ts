import type { Button } from '../../../actions/report.ts';
import { shorten } from '../../../handlers/language/width.ts';
import type { Message } from '../../../handlers/message.ts';
import { isNext } from '../../../handlers/messages.ts';
import { everything, shortened } from '../shortened.ts';
import { markdownUnits, mostButtons } from './limits.ts';
import { command, type Line, markdownOf, plainOf, type Voice, wordsOf } from './pieces.ts';
import { linesOf } from './rendering.ts';

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

/** From all that is bearable on a phone to the least that still says what is wrong. */
const extents = [
  { codeLines: 30, rows: 40 },
  { codeLines: 12, rows: 20 },
  { codeLines: 5, rows: 8 },
  { codeLines: 3, rows: 3 },
];
const nothing = '·';

export interface Form {
  readonly plain: boolean;
  /** A card, with buttons below it. */
  readonly card: boolean;
}

/** Shortened by meaning until it fits. Pure. */
export function formOf(message: Message, to: Voice, { plain, card }: Form): MessageForm {
  const commands = message.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
  const voice = { ...to, commands: commands.map((one) => command(one.command)), words: new WeakMap() };
  const buttons = card ? buttonsOf(message) : [];
  const write = (lines: readonly Line[]): string => (plain ? plainOf(lines) : markdownOf(lines)).trim() || nothing;
  const { drawn: lines, ...whole } = shortened<readonly Line[]>(message, extents, {
    draw: (extent) => linesOf(message, voice, { ...extent, buttons }),
    wordsOf,
    fits: (some) => write(some).length <= markdownUnits,
    cut,
    inFull: () => linesOf(message, voice, { ...everything, buttons: [] }),
  });
  const [first = nothing] = wordsOf(lines).split('\n');
  return {
    title: shorten(first, 40) || nothing,
    text: write(lines),
    markdown: !plain,
    buttons,
    ...whole,
  };
}

/** Choices first; what finds no room is typed. */
function buttonsOf({ blocks }: Message): readonly Button[] {
  const all = blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
  return [...all.filter((button) => !isNext(button)), ...all.filter(isNext)].slice(0, mostButtons);
}

/** Line by line until it is full; escapes may double a line. The first that is too much is said as far as there is room. */
function cut(lines: readonly Line[]): readonly Line[] {
  const kept: Line[] = [];
  let room = markdownUnits - 4;
  for (const line of lines) {
    const lengths = [mostOfLine, 300, 80].map((most) => shortLine(line, most));
    const fitting = lengths.find((one) => unitsOf(one) <= room);
    if (fitting !== undefined) kept.push(fitting);
    if (fitting !== lengths[0]) return [...kept, { pieces: [{ text: '…' }] }];
    room -= unitsOf(fitting ?? line);
  }
  return kept;
}

const unitsOf = (line: Line): number => markdownOf([line]).length + 3;

const mostOfLine = 1_000;
const shortLine = (line: Line, most: number): Line => ({
  ...line,
  pieces: line.pieces.map((piece) => ({ ...piece, text: clipped(piece.text, most) })),
});

const clipped = (text: string, most: number): string =>
  text.length <= most
    ? text
    : `${text
        .slice(0, most)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
