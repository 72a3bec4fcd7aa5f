import type { Message } from '../../../handlers/message.ts';
import { type Key, keyboardOf } from './keyboard.ts';
import { textUnits } from './limits.ts';
import { htmlOf, inertPlain, type Line, textOf, tooManyEntities, type Voice } from './pieces.ts';
import { type Detail, linesOf } from './rendering.ts';

/** One message as Telegram takes it. */
export interface MessageForm {
  readonly text: string;
  readonly html: boolean;
  readonly keyboard: readonly (readonly Key[])[];
  /** The whole of it, where the message had to be shortened. */
  readonly whole?: string;
}

const leastDetail: Detail = { codeLines: 3, rows: 3, keyboard: true };
/** From all that is bearable on a phone to the least that still says what is wrong. */
const details: readonly Detail[] = [
  { codeLines: 20, rows: 40, keyboard: true },
  { codeLines: 12, rows: 20, keyboard: true },
  { codeLines: 5, rows: 8, keyboard: true },
  leastDetail,
];
const everything: Detail = { codeLines: 5_000, rows: 5_000, keyboard: true };

/** Shortened by meaning until it fits; plain, its commands stand in its words and nothing is a button. Pure. */
export function formOf(message: Message, to: Voice, plain: boolean): MessageForm {
  const commands = message.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
  const voice = { ...to, commands: commands.map(({ command }) => command) };
  const keyboard = plain ? [] : keyboardOf(message, voice);
  const inWords = (detail: Detail): readonly Line[] => linesOf(message, voice, { ...detail, keyboard: !plain });
  const fitting = details.find((detail) => fits(inWords(detail), plain));
  const lines = fitting === undefined ? cut(inWords(leastDetail)) : inWords(fitting);
  const whole = fitting === undefined || isShortened(message, voice, fitting) ? wholeOf(message, voice) : undefined;
  return { ...written(lines, plain), keyboard, ...(whole === undefined ? {} : { whole }) };
}

const fits = (lines: readonly Line[], plain: boolean): boolean => {
  const text = textOf(lines);
  return (plain ? inertPlain(text) : text).trim().length <= textUnits && (plain || !tooManyEntities(lines));
};

/** A quotation may have lost lines where the message brings the file they are of. */
function isShortened(message: Message, voice: Voice, detail: Detail): boolean {
  const hasFile = message.blocks.some(({ type }) => type === 'file');
  const most = hasFile ? { ...everything, codeLines: detail.codeLines } : everything;
  return textOf(linesOf(message, voice, most)) !== textOf(linesOf(message, voice, detail));
}

const nothing = '·';
const written = (lines: readonly Line[], plain: boolean): Pick<MessageForm, 'text' | 'html'> => {
  const text = textOf(lines);
  if (text.trim() === '') return { text: nothing, html: false };
  return plain
    ? { text: inertPlain(text).slice(0, textUnits).toWellFormed(), html: false }
    : { text: htmlOf(lines), html: true };
};

const wholeOf = (message: Message, voice: Voice): string =>
  `${textOf(linesOf(message, voice, { ...everything, keyboard: false }))}\n`;

/** Line by line until it is full; a line too long by itself loses its end. */
function cut(lines: readonly Line[]): readonly Line[] {
  const kept: Line[] = [];
  let room = textUnits - 2;
  let entities = 0;
  for (const line of lines) {
    const pieces = line.map((piece) => ({ ...piece, text: piece.text.slice(0, 1_000).toWellFormed() }));
    const length = pieces.reduce((sum, { text }) => sum + text.length, 1);
    entities += pieces.length;
    if (length > room || entities > 90) return [...kept, [{ text: '…' }]];
    kept.push(pieces);
    room -= length;
  }
  return kept;
}
