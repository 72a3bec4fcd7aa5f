import stringWidth from 'string-width';

/** Columns a text takes in a terminal: a Chinese character takes two. */
export const width = (text: string): number => stringWidth(text, { countAnsiEscapeCodes: true });

/** Made when first wanted: the first one loads tables that take 10 ms of a start. */
const made: { graphemes?: Intl.Segmenter; words?: Intl.Segmenter } = {};
const graphemesOf = (text: string): Intl.Segments => {
  made.graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return made.graphemes.segment(text);
};
const wordsOf = (text: string): Intl.Segments => {
  made.words ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return made.words.segment(text);
};

/** Filled up with spaces to a width; longer ones stay. */
export function pad(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, columns - width(text)));
  return align === 'left' ? text + space : space + text;
}

/** At most so wide, the end given up for an ellipsis. */
export function shorten(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  return columns < 1 ? '' : `${take(text, columns - 1).trimEnd()}…`;
}

/** At most so wide, the middle given up: ` …(+1204)… ` says how many characters went. */
export function clip(text: string, columns: number): string {
  if (text.length * 2 <= columns || width(text) <= columns) return text;
  const room = columns - ` …(+${text.length})… `.length;
  if (room < 8) return shorten(text, columns);
  const head = take(text, Math.ceil(room / 2));
  const tail = takeEnd(text.slice(head.length), Math.floor(room / 2));
  return `${head} …(+${text.length - head.length - tail.length})… ${tail}`;
}

/** The longest beginning that is at most so wide. */
function take(text: string, columns: number): string {
  let taken = 0;
  let used = 0;
  for (const { segment } of graphemesOf(text.slice(0, Math.max(0, columns) * 8))) {
    used += width(segment);
    if (used > columns) break;
    taken += segment.length;
  }
  return text.slice(0, taken);
}

function takeEnd(text: string, columns: number): string {
  let taken = 0;
  let used = 0;
  for (const { segment } of [...graphemesOf(text.slice(-columns * 8))].reverse()) {
    used += width(segment);
    if (used > columns) break;
    taken += segment.length;
  }
  return taken === 0 ? '' : text.slice(-taken);
}

/** Broken between words (Chinese ones too), none wider than `columns`; at least one line. A word too long is cut. */
export function wrap(text: string, columns: number): readonly string[] {
  if (width(text) <= columns) return [text];
  const limit = Math.max(2, columns);
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    let rest = piece;
    if (width(line + rest.trimEnd()) > limit && line !== '') {
      lines.push(line.trimEnd());
      line = '';
      rest = rest.trimStart();
    }
    while (width(rest.trimEnd()) > limit) {
      const head = take(rest, limit) || firstGrapheme(rest);
      lines.push(head);
      rest = rest.slice(head.length);
    }
    line += rest;
  }
  if (line.trimEnd() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

function firstGrapheme(text: string): string {
  for (const { segment } of graphemesOf(text)) return segment;
  return text;
}

/** Words with the spaces and marks that follow them, so that no line begins with a comma. */
function pieces(text: string): readonly string[] {
  const found: string[] = [];
  let glue = false;
  for (const { segment } of wordsOf(text)) {
    const before = found.at(-1) ?? '';
    const trails = /^\s+$/u.test(segment) || (/^[\p{Po}\p{Pe}\p{Pf}]+$/u.test(segment) && !/\s$/u.test(before));
    if (before !== '' && (glue || trails || !breaksBefore(segment, before))) found[found.length - 1] += segment;
    else found.push(segment);
    glue = /^[\p{Ps}\p{Pi}]+$/u.test(segment);
  }
  return found;
}

/** Latin text and paths break at spaces only, Chinese anywhere between words. */
const breaksBefore = (segment: string, before: string): boolean =>
  /\s$/u.test(before) ||
  (!/\/\S*$/u.test(before) &&
    (/[\p{Script=Han}\u3000-\u303f\uff00-\uff0f]$/u.test(before) || /^\p{Script=Han}/u.test(segment)));
