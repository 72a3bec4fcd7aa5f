import type { Text } from '../../../actions/text.ts';
import { pad, width } from '../../../handlers/language/width.ts';
import { said } from '../said.ts';
import { inert, type Line, type Voice } from './pieces.ts';

/** Columns of fixed-width letters that a phone shows without breaking them. */
const phoneColumns = 34;
const gap = 2;

/** Drawn with fixed width where a phone has room for it, else a little list for each row. */
export function tableLines(
  columns: readonly Text[],
  rows: readonly (readonly Text[])[],
  voice: Voice,
): readonly Line[] {
  const head = columns.map((column) => said(column, voice));
  const cells = rows.map((row) => head.map((_, at) => (row[at] === undefined ? '' : said(row[at], voice))));
  const widths = head.map((label, at) => Math.max(width(label), ...cells.map((row) => width(row[at] ?? ''))));
  const total = widths.reduce((sum, one) => sum + one, 0) + gap * (head.length - 1);
  if (total <= phoneColumns) return [[{ text: drawn([head, ...cells], widths), style: 'pre' }]];
  // One name that is code makes all of them code: they are of one kind.
  const isPlain = cells.every(([first = '']) => inert(first, voice, 'bold').length <= 1);
  return cells.flatMap((row) => listed(head, row, isPlain, voice));
}

const drawn = (rows: readonly (readonly string[])[], widths: readonly number[]): string =>
  rows
    .map((row) =>
      row
        .map((cell, at) => pad(cell, widths[at] ?? 0))
        .join(' '.repeat(gap))
        .trimEnd(),
    )
    .join('\n');

/** Two columns are a name and what is said of it; more, and each cell brings its column's name. */
function listed(head: readonly string[], row: readonly string[], isPlain: boolean, voice: Voice): readonly Line[] {
  const [first = '', ...rest] = row;
  const name: Line = isPlain ? inert(first, voice, 'bold') : [{ text: first, style: 'code' }];
  const [second = ''] = rest;
  if (head.length <= 2) return [second === '' ? name : [...name, { text: '  ' }, ...inert(second, voice)]];
  const others = rest.flatMap((cell, at) => (cell === '' ? [] : [`${head[at + 1]}: ${cell}`]));
  return others.length === 0 ? [name] : [name, [{ text: '   ' }, ...inert(others.join(' · '), voice)]];
}
