import type { Text } from '../../../actions/text.ts';
import type { Reader } from '../../../handlers/language/reader.ts';
import { translate } from '../../../handlers/language/translate.ts';
import { wrap } from '../../../handlers/language/width.ts';
import { type Paint, painter } from './paint.ts';

export interface TerminalOptions extends Reader {
  /** Columns of the terminal; without them nothing is wrapped (output into a file or a pipe). */
  readonly width?: number | undefined;
  readonly colour: boolean;
}

/** What the blocks are drawn with. */
export interface Canvas {
  readonly paint: Paint;
  /** Infinity when nothing is wrapped. */
  readonly width: number;
  say(text: Text): string;
}

const leastWidth = 24;

export function makeCanvas({ width, colour, ...reader }: TerminalOptions): Canvas {
  return {
    paint: painter(colour),
    width: width === undefined ? Number.POSITIVE_INFINITY : Math.max(leastWidth, width),
    say: (text) => translate(text, reader),
  };
}

/** Wrapped to a width: the first line stands as it is, the others are to be indented by the caller. */
export const wrapLines = (text: string, columns: number): readonly string[] =>
  text.split('\n').flatMap((line) => (Number.isFinite(columns) ? wrap(line, columns) : [line]));

/** `first` before the first line, spaces as wide before the others: what is wrapped never begins a line of its own. */
export function hang(
  canvas: Canvas,
  first: string,
  firstWidth: number,
  text: string,
  paint = (line: string) => line,
): string[] {
  return wrapLines(text, canvas.width - firstWidth).map(
    (line, at) => `${at === 0 ? first : ' '.repeat(firstWidth)}${paint(line)}`,
  );
}
