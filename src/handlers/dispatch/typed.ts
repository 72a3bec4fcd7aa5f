import type { Result } from '../../actions/result.ts';
import { fail } from '../../actions/result.ts';
import type { OutsideText, Text, TextParam } from '../../actions/text.ts';
import { outside } from '../../actions/text.ts';
import type { Shape } from './command-index.ts';
import { exampleHere } from './example-here.ts';
import { isBeyondAscii } from './fold.ts';
import type { Place } from './resolve-target.ts';
import type { Token } from './tokens.ts';

/** A cleaned text with the command found in it. */
export interface Typed {
  readonly text: string;
  readonly shape: Shape;
}

/** A ready command offered instead of what was typed: one word replaced, or words added at the end. */
export function reworded(text: string, word: Pick<Token, 'start' | 'end'> | undefined, by: string): string {
  const next = word === undefined ? `${text} ${by}` : text.slice(0, word.start) + by + text.slice(word.end);
  return next.replace(/^\/?\s*/, '/');
}

/** The same without a word and the space before it. */
export const withoutWord = (text: string, { start, end }: Pick<Token, 'start' | 'end'>): string =>
  reworded(text, { start: text.slice(0, start).trimEnd().length, end }, '');

export const refuse = (message: Text, ...next: readonly string[]): Result<never> =>
  fail('bad-input', message, next.length === 0 ? {} : { next });

/** An example in the language that was typed, about what is here where it can be. */
export function exampleOf({ text, shape: { command } }: Typed, { names, channelSystem }: Place): string {
  const { examples } = command;
  const systems = names.all.toSorted((a, b) => Number(b.id === channelSystem) - Number(a.id === channelSystem));
  const world = { systems, knows: (person: string) => names.people.has(person.slice(1)) };
  const here = examples.flatMap((example) => exampleHere(example, command, world) ?? []);
  return (isBeyondAscii(text) ? here.find(isBeyondAscii) : undefined) ?? here[0] ?? examples[0];
}

/** Offered where no command can be made of what was typed. An example would do something else than what was wanted. */
export const helpFor = ({ shape }: Typed): string => `/help ${shape.command.name}`;

const longestShown = 60;
/** A typed word as it is shown back. */
export const shown = (word: string): OutsideText =>
  outside(word.length > longestShown ? `${word.slice(0, longestShown).toWellFormed()}…` : word);

/** `llm, backend or frontend`. */
export const oneOf = (names: readonly string[]): TextParam => ({ list: names.slice(0, mostOffered), joined: 'or' });

/** Most commands or names offered at once. */
export const mostOffered = 8;
