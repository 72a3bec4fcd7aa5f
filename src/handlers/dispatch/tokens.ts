import { hasQuotes, isQuote, quotationsOf } from './quotes.ts';

/** One word of a cleaned text. */
export interface Token {
  /** Without quotation marks; of `key="value"` the value. */
  readonly text: string;
  readonly quoted: boolean;
  readonly key?: string;
  /** Where it stands in the cleaned text, quotation marks and key included. */
  readonly start: number;
  readonly end: number;
}

const keyed = /^([^\s="']+)=(.*)$/s;

/** Splits a cleaned text into its words. A mark that never closes is left as a letter, for the parser to complain about. */
export function tokenize(text: string): readonly Token[] {
  const quotation = hasQuotes(text) ? quotationsOf(text) : undefined;
  const tokens: Token[] = [];
  let start = 0;
  let at = 0;
  const take = (end: number): void => {
    if (end > start) tokens.push(plainToken(text.slice(start, end), start, end));
    start = end + 1;
  };
  for (; at < text.length; at++) {
    if (text.charAt(at) === ' ') {
      take(at);
      continue;
    }
    if (quotation === undefined || !isQuote(text.charAt(at))) continue;
    const before = text.slice(start, at);
    const found = quotation(at, before === '' || before.endsWith('='));
    if (found === undefined) continue;
    const key = /^([^\s="']+)=$/.exec(before)?.[1];
    if (key === undefined) take(at);
    tokens.push({
      text: found.content,
      quoted: true,
      ...(key === undefined ? {} : { key }),
      start: key === undefined ? at : start,
      end: found.end,
    });
    start = found.end;
    at = found.end - 1;
    if (text.charAt(start) === ' ') {
      start++;
      at++;
    }
  }
  take(text.length);
  return tokens;
}

function plainToken(text: string, start: number, end: number): Token {
  const [, key, value] = text.includes('=') ? (keyed.exec(text) ?? []) : [];
  return key === undefined || value === undefined
    ? { text, quoted: false, start, end }
    : { text: value, quoted: false, key, start, end };
}
