import type { Text } from '../../../actions/text.ts';
import { pad, width } from '../../../handlers/language/width.ts';
import { type Canvas, hang, wrapLines } from './canvas.ts';

const gap = 2;
const indent = 2;
/** A column narrower than this says nothing; then every row becomes a little list. */
const leastColumn = 8;

/** Columns as wide as they need; the widest give way first, their cells are wrapped, nothing is cut. */
export function table(columns: readonly Text[], rows: readonly (readonly Text[])[], canvas: Canvas): string[] {
  const head = columns.map((column) => canvas.say(column));
  const cells = rows.map((row) => head.map((_, at) => sayCell(row[at], canvas)));
  const natural = head.map((label, at) => Math.max(width(label), ...cells.map((row) => width(row[at] ?? ''))));
  const widths = shrink(natural, canvas.width - indent - gap * (head.length - 1));
  if (widths === undefined) return stacked(head, cells, canvas);
  const numeric = head.map((_, at) => cells.length > 0 && cells.every((row) => looksNumeric(row[at] ?? '')));
  const line = (row: readonly string[]): string[] => {
    const wrapped = row.map((cell, at) => wrapLines(cell, widths[at] ?? 0));
    return Array.from({ length: Math.max(...wrapped.map((lines) => lines.length)) }, (_, at) =>
      wrapped
        .map((lines, column) => pad(lines[at] ?? '', widths[column] ?? 0, numeric[column] ? 'right' : 'left'))
        .join(' '.repeat(gap)),
    ).map((joined) => `${' '.repeat(indent)}${joined}`.trimEnd());
  };
  return [...line(head).map((shown) => canvas.paint('quiet', shown)), ...cells.flatMap(line)];
}

const sayCell = (cell: Text | undefined, canvas: Canvas): string => (cell === undefined ? '' : canvas.say(cell));

/** Undefined when there is no room. */
function shrink(natural: readonly number[], room: number): readonly number[] | undefined {
  const widths = [...natural];
  let excess = widths.reduce((sum, one) => sum + one, 0) - room;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= leastColumn) return undefined;
    const at = widths.indexOf(widest);
    const next = Math.max(leastColumn, ...widths.filter((_, other) => other !== at));
    const less = Math.min(excess, Math.max(1, widest - next));
    widths[at] = widest - less;
    excess -= less;
  }
  return widths;
}

function stacked(head: readonly string[], cells: readonly (readonly string[])[], canvas: Canvas): string[] {
  return cells.flatMap((row) =>
    row.flatMap((cell, at) => hang(canvas, at === 0 ? '  ' : '    ', at === 0 ? 2 : 4, `${head[at] ?? ''}: ${cell}`)),
  );
}

/** `198`, `1,204`, `91 %`, `38 MB`, `-3.5`. */
const looksNumeric = (cell: string): boolean => /^-?[\d.,]+( ?(%|×|\p{L}{1,3}))?$/u.test(cell);
