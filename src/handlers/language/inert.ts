import { clip } from './width.ts';

/** Only characters that can be seen, on one line; the work is bounded whatever comes. */
export interface LineLimit {
  /** Of the answer, in columns; the middle goes first, its length is said. 1000 unless told. */
  readonly maxColumns?: number;
}

export interface BlockLimits extends LineLimit {
  /** 60 unless told: the first third and the newest rest are kept. */
  readonly maxLines?: number;
}

export interface InertBlock {
  readonly head: readonly string[];
  /** How many lines between head and tail are not shown. */
  readonly leftOut: number;
  readonly tail: readonly string[];
}

/** Characters of one line that are looked at, at each of its ends. */
const window = 8_192;

/** Escape sequences: CSI; OSC, DCS, SOS, PM, APC with their text; two-character ones. A broken one loses its ESC below. */
const escapes = new RegExp(
  [
    String.raw`(?:\u001b\[|\u009b)[0-?]{0,64}[ -/]{0,8}[@-~]`,
    String.raw`(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0000-\u001f\u007f-\u009f]{0,4096}(?:\u0007|\u001b\\|\u009c)`,
    String.raw`\u001b[ -/]{0,8}[0-~]`,
  ].join('|'),
  'g',
);
/** What is not seen, or turns the writing round: format characters, fillers, variation selectors, bidi controls. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cf}]/gu;
const control = /\p{Cc}/gu;
const noncharacter = /\p{Noncharacter_Code_Point}/gu;
const stacked = /(\p{M}{4})\p{M}+/gu;
const lineBreak = /\r\n|[\n\u0085\u2028\u2029]/g;
const plain = /^[ -~\p{Script=Han}]*$/u;
/** The shapes that only the bot may draw outside a quote. */
const ownMarks = /[●▲■◐○✗↺│┆]/g;

const hidden = new RegExp([String.raw`[\u001b\u0090\u0098\u009b\u009d-\u009f]`, invisible.source].join('|'), 'u');

/** Without what will not be seen: a word that a colour or an invisible character cuts in two is whole to its reader. */
export const withoutHidden = (text: string): string =>
  hidden.test(text) ? text.replace(escapes, '').replace(invisible, '') : text;

/** JSON that can be looked at in a terminal: what would be obeyed or not be seen there is written as an escape. */
export const inertJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu, escaped);

/** Each half of a pair by itself. */
export const escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((code) => `\\u${code.toString(16).padStart(4, '0')}`)
    .join('');

/** Outside text in one line of our own: breaks are shown as `⏎`, our own marks as `·`. */
export function inertLine(text: string, { maxColumns = 1_000 }: LineLimit = {}): string {
  const line = seen(cut(text, window).trim());
  return clip(line.replace(ownMarks, '·').replace(/\s+/gu, ' ').trim(), maxColumns);
}

/** Outside text to be quoted line by line. Breaks are kept; a carriage return alone overwrites nothing, it is shown. */
export function inertBlock(text: string, { maxColumns = 1_000, maxLines = 60 }: BlockLimits = {}): InertBlock {
  const { head, leftOut, tail } = pickLines(text, maxLines);
  const show = (line: string): string => clip(seen(cut(line, window).trimEnd()), maxColumns);
  return { head: head.map(show), leftOut, tail: tail.map(show) };
}

/** Only what can be seen. */
function seen(line: string): string {
  if (plain.test(line)) return line;
  return line
    .toWellFormed()
    .replace(escapes, '')
    .replace(lineBreak, '⏎')
    .replaceAll('\t', '    ')
    .replace(control, picture)
    .replace(invisible, '')
    .replace(noncharacter, '\ufffd')
    .replace(stacked, '$1');
}

/** NUL → `␀`, DEL → `␡`, a lone ESC → `␛`; the 8-bit ones have no picture. */
function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x7f) return '\u2421';
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd';
}

/** Both ends of a text too long to be looked at whole. */
function cut(text: string, keep: number): string {
  if (text.length <= keep * 2) return text;
  return `${text.slice(0, keep)} …(+${text.length - keep * 2})… ${text.slice(-keep)}`;
}

/** A huge text is counted, not split: only the lines kept are cut out. */
function pickLines(text: string, maxLines: number): { head: string[]; leftOut: number; tail: string[] } {
  let end = text.length;
  while (end > 0 && isBreak(text.charCodeAt(end - 1))) end -= 1;
  const total = countLines(text, end);
  if (total <= maxLines) return { head: text.slice(0, end).split('\n'), leftOut: 0, tail: [] };
  const firsts = Math.ceil(maxLines / 3);
  const head: string[] = [];
  for (let from = 0; head.length < firsts; ) {
    const to = text.indexOf('\n', from);
    head.push(text.slice(from, to));
    from = to + 1;
  }
  const tail: string[] = [];
  for (let to = end; tail.length < maxLines - firsts; ) {
    const before = text.lastIndexOf('\n', to - 1);
    tail.unshift(text.slice(before + 1, to));
    to = before;
  }
  return { head, leftOut: total - maxLines, tail };
}

function countLines(text: string, end: number): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

const isBreak = (code: number): boolean => code === 10 || code === 13;
