import type { Text } from '../../../actions/text.ts';
import { type Hearing, said } from '../said.ts';
import { unbroken } from '../unbroken.ts';

/** Words in one style; styles never nest, for Telegram takes no code within bold. */
export interface Piece {
  readonly text: string;
  readonly style?: 'bold' | 'code' | 'pre';
  readonly href?: string;
}
export type Line = readonly Piece[];

const tags = { bold: 'b', code: 'code', pre: 'pre' } as const;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const htmlOf = (lines: readonly Line[]): string => lines.map((line) => line.map(pieceHtml).join('')).join('\n');

function pieceHtml({ text, style, href }: Piece): string {
  if (href !== undefined) return `<a href="${escaped(href)}">${escaped(text)}</a>`;
  const tag = style === undefined ? undefined : tags[style];
  // What is code is copied as it is.
  const words = escaped(style === 'code' || style === 'pre' ? text : unbroken(text));
  return tag === undefined || text === '' ? words : `<${tag}>${words}</${tag}>`;
}

/** What is seen, as counted by Telegram's limit. */
export const textOf = (lines: readonly Line[]): string =>
  lines.map((line) => line.map(({ text }) => text).join('')).join('\n');

/** Most formatted stretches in one message that Telegram keeps. */
const mostEntities = 100;

/** Too many, and the rest would lose its form, what makes it inert too. */
export const tooManyEntities = (lines: readonly Line[]): boolean =>
  lines.flat().filter(({ style, href }) => style !== undefined || href !== undefined).length > mostEntities;

/**
 * What Telegram would make something of: `@name` calls somebody, `/word` becomes a command to tap, `main.py` and `10.0.0.1`
 * links, `#x` a search. As code it is only itself, and a tap copies it.
 */
const lively = /[@#$]\w|(?:^|[^\w/])\/\w|:\/\/|[\w-]\.[a-z]{2,}|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}/i;
/** A path with Chinese letters is one word; otherwise Chinese needs no spaces around what is not. */
const word = /\/[^\s，。；：、！？（）“”]+|[^\s\p{Script=Han}\u3000-\u303f\uff00-\uffef“”…·—]+/gu;
const around = /^([("'[{<]*)([\s\S]*?)([)"'\]}>,.;:!?]*)$/;

/** Words as pieces, inert: no mention, no command, no link but those to the bot's own page. */
export function inert(words: string, { isOwn, commands = [] }: Partial<Voice> = {}, style?: 'bold'): Line {
  const pieces: Piece[] = [];
  const plain = (text: string): void => {
    if (text !== '') pieces.push(style === undefined ? { text } : { text, style });
  };
  let from = 0;
  for (const { index, 0: found } of words.matchAll(word)) {
    if (index < from || !lively.test(found)) continue;
    const [, before = '', core = ''] = around.exec(found) ?? [];
    const start = index + before.length;
    const text = commands.find((command) => words.startsWith(command, start)) ?? core;
    if (text === '') continue;
    plain(words.slice(from, start));
    pieces.push(isOwn?.(text) === true ? { text, href: text } : { text, style: 'code' });
    from = start + text.length;
  }
  plain(words.slice(from));
  return joined(pieces);
}

/** `/can @me` is one thing to copy, not two. */
function joined(pieces: readonly Piece[]): Line {
  const line: Piece[] = [];
  for (const piece of pieces) {
    const before = line.at(-2);
    const gap = line.at(-1);
    if (piece.style === 'code' && before?.style === 'code' && gap?.text === ' ')
      line.splice(-2, 2, { text: `${before.text} ${piece.text}`, style: 'code' });
    else line.push(piece);
  }
  return line;
}

/** Neighbours of one style as one. */
export function merged(line: Line): Line {
  const all: Piece[] = [];
  for (const piece of line) {
    const last = all.at(-1);
    if (last !== undefined && last.style === piece.style && last.href === undefined && piece.href === undefined)
      all[all.length - 1] = { ...last, text: last.text + piece.text };
    else if (piece.text !== '') all.push(piece);
  }
  return all;
}

/** Where no form is taken: a hair nobody sees keeps what is lively from coming alive. */
export const inertPlain = (text: string): string =>
  text.replace(/(?<=[@#$/])(?=\w)|(?<=:)(?=\/\/)|(?<=[\w-])(?=\.\w)/g, '\u2060');

/** How one message speaks: to whom, and what its links may lead to. */
export interface Voice extends Hearing {
  readonly isOwn?: ((url: string) => boolean) | undefined;
  /** Commands the message offers: said in its words too, each is one thing to copy. */
  readonly commands?: readonly string[];
}

export const sayLine = (text: Text, voice: Voice, style?: 'bold'): Line => inert(said(text, voice), voice, style);
