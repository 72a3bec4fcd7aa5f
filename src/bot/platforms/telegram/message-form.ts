import type { Message } from '../../../handlers/message.ts';
import { everything, shortened } from '../shortened.ts';
import { type Key, keyboardOf } from './keyboard.ts';
import { textUnits } from './limits.ts';
import { htmlOf, inertPlain, type Line, textOf, tooManyEntities, type Voice } from './pieces.ts';
import { linesOf } from './rendering.ts';

/** One message as Telegram takes it. */
export interface MessageForm {
  readonly text: string;
  readonly html: boolean;
  readonly keyboard: readonly (readonly Key[])[];
  /** The whole of it, where the message had to be shortened. */
  readonly whole?: string;
}

/** From all that is bearable on a phone to the least that still says what is wrong. */
const extents = [
  { codeLines: 20, rows: 40 },
  { codeLines: 12, rows: 20 },
  { codeLines: 5, rows: 8 },
  { codeLines: 3, rows: 3 },
];

/** Shortened by meaning until it fits; plain, its commands stand in its words and nothing is a button. Pure. */
export function formOf(message: Message, to: Voice, plain: boolean): MessageForm {
  const commands = message.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
  const voice = { ...to, commands: commands.map(({ command }) => command), words: new WeakMap() };
  const keyboard = plain ? [] : keyboardOf(message, voice);
  const { drawn: lines, ...whole } = shortened<readonly Line[]>(message, extents, {
    draw: (extent) => linesOf(message, voice, { ...extent, keyboard: !plain }),
    wordsOf: textOf,
    fits: (some) => fits(some, plain),
    cut,
    inFull: () => linesOf(message, voice, { ...everything, keyboard: false }),
  });
  return { ...written(lines, plain), keyboard, ...whole };
}

const fits = (lines: readonly Line[], plain: boolean): boolean => {
  const text = textOf(lines);
  return (plain ? inertPlain(text) : text).trim().length <= textUnits && (plain || !tooManyEntities(lines));
};

const nothing = '·';
const written = (lines: readonly Line[], plain: boolean): Pick<MessageForm, 'text' | 'html'> => {
  const text = textOf(lines);
  if (text.trim() === '') return { text: nothing, html: false };
  return plain
    ? { text: inertPlain(text).slice(0, textUnits).toWellFormed(), html: false }
    : { text: htmlOf(lines), html: true };
};

/** Line by line until it is full; the first that is too much is said as far as there is room. */
function cut(lines: readonly Line[]): readonly Line[] {
  const kept: Line[] = [];
  let room = textUnits - 2;
  let entities = 0;
  for (const line of lines) {
    const lengths = [mostOfLine, 300, 80].map((most) => shortLine(line, most));
    const fitting = lengths.find((one) => unitsOf(one) <= room && entities + one.length <= 90);
    if (fitting !== undefined) kept.push(fitting);
    if (fitting !== lengths[0]) return [...kept, [{ text: '…' }]];
    room -= unitsOf(fitting ?? line);
    entities += line.length;
  }
  return kept;
}

const unitsOf = (line: Line): number => line.reduce((sum, { text }) => sum + text.length, 1);

const mostOfLine = 1_000;
const shortLine = (line: Line, most: number): Line =>
  line.map((piece) => ({ ...piece, text: piece.text.slice(0, most).toWellFormed() }));
