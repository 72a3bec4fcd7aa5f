import type { Text } from '../../../actions/text.ts';
import { inertLine } from '../../../handlers/language/inert.ts';
import { type Hearing, said } from '../said.ts';
import { unbroken } from '../unbroken.ts';

/** Words in one style. */
export interface Piece {
  readonly text: string;
  readonly style?: 'bold';
  readonly href?: string;
}
/** `quoted`: words from outside, in a frame of their own. */
export interface Line {
  readonly pieces: readonly Piece[];
  readonly quoted?: true;
}

/** How one message speaks: to whom, and what its links may lead to. */
export interface Voice extends Hearing {
  readonly isOwn: (url: string) => boolean;
  /** Commands the message offers. */
  readonly commands?: readonly string[];
}

/** A hair nobody sees: no address becomes a link, no name calls anybody. Typed back, the bot does not see it either. */
const hair = '\u2060';
export const still = (text: string): string =>
  text.replace(/(?<=[@＠])(?=[\p{L}\p{N}])|(?<=\w:)(?=\/\/)|(?<=\bwww)(?=\.)/giu, hair);

/** What DingTalk's markdown would make something of. `hr_data.db` needs nothing. */
const escaped = (text: string): string =>
  text.replace(/[\\`*~[\]<>|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)/gu, '\\$&');

/** Likewise what stands first in a line; spaces there would make a block of code. */
const begun = (markdown: string): string =>
  markdown
    .replace(/^ +/, (spaces) => '\u00a0'.repeat(spaces.length))
    .replace(/^(\u00a0*)([#+=-])/, '$1\\$2')
    .replace(/^(\u00a0*\d+)([.)])(?=\s|$)/, '$1\\$2');

const pieceMarkdown = ({ text, style, href }: Piece): string => {
  if (href !== undefined)
    return `[${escaped(text)}](${encodeURI(decodeURISafe(href)).replace(/[()]/g, encodeURIComponent)})`;
  // Markdown would make one space of two.
  const words = escaped(still(unbroken(text))).replace(/(?<=^|\S) {2}(?=\S|$)/g, '\u00a0 ');
  const [, before = '', core = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words) ?? [];
  return style === 'bold' && core !== '' ? `${before}**${core}**${after}` : words;
};
const decodeURISafe = (url: string): string => {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
};

const lineMarkdown = ({ pieces, quoted }: Line): string =>
  `${quoted === true ? '> ' : ''}${begun(pieces.map(pieceMarkdown).join(''))}`;

/** Two spaces end a line, an empty line a paragraph. */
export const markdownOf = (lines: readonly Line[]): string =>
  lines
    .map(lineMarkdown)
    .join('  \n')
    .replace(/^ {2}$/gm, '');

export const wordsOf = (lines: readonly Line[]): string =>
  lines.map(({ pieces }) => pieces.map(({ text }) => text).join('')).join('\n');

/** Where no markup is taken. */
export const plainOf = (lines: readonly Line[]): string => still(wordsOf(lines));

/** Words as pieces; links lead only to the bot's own page, and what the message offers to type is bold. */
export function pieces(
  words: string,
  { isOwn }: Voice,
  style?: 'bold',
  commands: readonly string[] = [],
): readonly Piece[] {
  const plain = (text: string): readonly Piece[] => (style === undefined ? offered(text, commands) : [{ text, style }]);
  const line: Piece[] = [];
  let from = 0;
  for (const { index, 0: url } of words.matchAll(/https?:\/\/[^\s，。；：、！？（）“”]+/g)) {
    if (!isOwn(url)) continue;
    line.push(...plain(words.slice(from, index)), { text: url, href: url });
    from = index + url.length;
  }
  return [...line, ...plain(words.slice(from))].filter(({ text }) => text !== '');
}

/** Next to a letter, two stars would be read as stars. */
const besideLetter = /[\p{L}\p{N}_]/u;

function offered(words: string, commands: readonly string[]): readonly Piece[] {
  const found = commands
    .map((text) => ({ at: text === '' ? -1 : words.indexOf(text), text }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.text.length - a.text.length);
  const line: Piece[] = [];
  let from = 0;
  for (const { at, text } of found) {
    const end = at + text.length;
    if (at < from || [words[at - 1], words[end]].some((beside) => besideLetter.test(beside ?? ''))) continue;
    line.push({ text: words.slice(from, at) }, { text, style: 'bold' });
    from = end;
  }
  return [...line, { text: words.slice(from) }].filter(({ text }) => text !== '');
}

export const line = (text: Text, voice: Voice, style?: 'bold'): Line => ({
  pieces: pieces(said(text, voice), voice, style, voice.commands),
});

export const command = (typed: string): string => inertLine(typed);
