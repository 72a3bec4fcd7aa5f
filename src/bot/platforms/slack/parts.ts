import type { Text } from '../../../actions/text.ts';
import { type Hearing, said } from '../said.ts';

/** How one message speaks: to whom, what it offers to type, what its links may lead to. */
export interface Voice extends Hearing {
  readonly isOwn?: ((url: string) => boolean) | undefined;
  readonly commands?: readonly string[];
}

/** Words in one style; in Slack's rich text nothing in them comes alive. */
export interface Piece {
  readonly text: string;
  readonly style?: 'bold' | 'code';
  readonly href?: string;
}
export type Line = readonly Piece[];

/** What a message is made of, before it is Slack's. */
export type Part =
  | { readonly kind: 'header'; readonly text: string }
  | { readonly kind: 'aside'; readonly text: string }
  | { readonly kind: 'lines'; readonly lines: readonly Line[] }
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'fields'; readonly fields: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'keys'; readonly keys: readonly Key[] };

export interface Key {
  readonly label: string;
  /** A command, or the question a form is opened for. */
  readonly does: { readonly command: string } | { readonly asks: string };
  readonly style?: 'primary' | 'danger' | undefined;
}

export const sayLine = (text: Text, voice: Voice, style?: 'bold'): Line => pieces(said(text, voice), voice, style);

const address = /https?:\/\/[^\s<>"'，。；：、！？（）“”]+/g;

/** What the message offers to type is code, so that a tap copies it; a link leads to the bot's own page or is only words. */
export function pieces(words: string, { isOwn, commands = [] }: Partial<Voice> = {}, style?: 'bold'): Line {
  const found = [
    ...[...words.matchAll(address)].flatMap(({ index, 0: url }) =>
      isOwn?.(url) === true ? [{ at: index, text: url, href: url }] : [],
    ),
    ...commands.flatMap((command) => {
      const at = words.indexOf(command);
      return command === '' || at < 0 ? [] : [{ at, text: command, href: undefined }];
    }),
  ].sort((a, b) => a.at - b.at || b.text.length - a.text.length);
  const line: Piece[] = [];
  const plain = (text: string): void => {
    if (text !== '') line.push(style === undefined ? { text } : { text, style });
  };
  let from = 0;
  for (const { at, text, href } of found) {
    if (at < from) continue;
    plain(words.slice(from, at));
    line.push(href === undefined ? { text, style: 'code' } : { text, href });
    from = at + text.length;
  }
  plain(words.slice(from));
  return line;
}

const lineText = (line: Line): string => line.map(({ text }) => text).join('');

/** All of it as plain text, without the buttons. */
export const textOf = (parts: readonly Part[]): string => parts.flatMap(wordsOf).join('\n');

function wordsOf(part: Part): readonly string[] {
  switch (part.kind) {
    case 'header':
    case 'aside':
    case 'quote':
      return [part.text];
    case 'lines':
      return part.lines.map(lineText);
    case 'fields':
      return part.fields.map(([label, value]) => `${label}: ${value}`);
    case 'table':
      return part.rows.map((row) => row.join('  '));
    case 'keys':
      return [];
  }
}

/** Where Slack reads markup: its three characters as entities, so that no mention and no masked link is left. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A hair nobody sees keeps addresses and channel-wide words from coming alive where there is no form to hold them. */
export const inertPlain = (text: string): string =>
  escaped(text.replace(/(?<=[@#])(?=\w)|(?<=:)(?=\/\/)|(?<=[\w-])(?=\.[a-z])/gi, '\u2060'));
