import { texts } from '../../../actions/text.ts';
import { inertBlock } from '../../../handlers/language/inert.ts';
import { width } from '../../../handlers/language/width.ts';
import { type Canvas, wrapLines } from './canvas.ts';

const say = texts('terminal.quote', {
  leftOut: { en: '{lines, plural, one {# line} other {# lines}} left out', zh: '省略 {lines, number} 行' },
});

/** Outside lines all stand behind `│`, so that none can pass for the bot's own; what we say about them behind `┆`. */
export function quote(text: string, canvas: Canvas): string[] {
  const { head, leftOut, tail } = inertBlock(text, { maxLines: 80, maxColumns: 2_000 });
  const margin = canvas.paint('quiet', '│');
  const quoted = (lines: readonly string[]): string[] =>
    lines.flatMap((line) => foldLine(line, canvas.width - 2)).map((line) => `${margin} ${line}`.trimEnd());
  if (leftOut === 0) return quoted(head);
  const note = canvas.paint('quiet', `┆ ${canvas.say(say.leftOut({ lines: leftOut }))}`);
  return [...quoted(head), note, ...quoted(tail)];
}

/** What goes on is indented, so that one long line is not taken for several. */
function foldLine(line: string, columns: number): readonly string[] {
  if (width(line) <= columns) return [line];
  return wrapLines(line, columns - 2).map((part, at) => (at === 0 ? part : `  ${part}`));
}
