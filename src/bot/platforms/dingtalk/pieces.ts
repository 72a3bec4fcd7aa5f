import type { Text } from '../../../actions/text.ts';
import { inertLine } from '../../../handlers/language/inert.ts';
import type { Reader } from '../../../handlers/language/reader.ts';
import { translate } from '../../../handlers/language/translate.ts';

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
export interface Voice {
  readonly reader: Reader;
  readonly isOwn: (url: string) => boolean;
}

/** A hair nobody sees: no address becomes a link, no name calls anybody. Typed back, the bot does not see it either. */
const hair = '\u2060';
const still = (text: string): string =>
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
  const words = escaped(still(text));
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

export const said = (text: Text, { reader }: Voice): string => translate(text, reader);

/** Words as pieces; links only to the bot's own page. */
export function pieces(words: string, { isOwn }: Voice, style?: 'bold'): readonly Piece[] {
  const styled = style === undefined ? {} : { style };
  return words
    .split(/(https?:\/\/[^\s，。；：、！？（）“”]+)/)
    .filter((part) => part !== '')
    .map((text) => (/^https?:/.test(text) && isOwn(text) ? { text, href: text } : { text, ...styled }));
}

export const line = (text: Text, voice: Voice, style?: 'bold'): Line => ({
  pieces: pieces(said(text, voice), voice, style),
});

export const command = (typed: string): string => inertLine(typed);
