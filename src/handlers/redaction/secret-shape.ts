import { barrier } from './mark.ts';
import { noSecret } from './secret-keys.ts';
import { charsRun, type Run, runAfter } from './value-run.ts';

/** What a secret looks like that nobody configured. */
export interface SecretShape {
  readonly name: string;
  /** Who makes secrets of this shape, or where they stand. */
  readonly why: string;
  /**
   * Finds the beginning, at most `longestHead` characters within one line, in linear time. Group 1 stays visible.
   * A look to either side treats the barrier as part of the word, so that what is masked stays as it is.
   */
  readonly head: RegExp;
  /** How far it goes on after the head; without one, the head is all. */
  readonly run?: (head: string) => Run;
  /** At the end of the head: no secret after all. */
  readonly except?: RegExp;
}

/** No head is longer, look-around included. */
export const longestHead = 1_500;

/** Where a word begins. */
export const wordStart = `(?<![A-Za-z0-9${barrier}])`;

/** A token known by its prefix. */
export const token = (name: string, why: string, start: string, chars = '\\w-'): SecretShape => {
  const run = charsRun(chars);
  return { name, why, head: new RegExp(start, 'g'), run: () => run };
};

/** A value known by what stands before it, in any case. */
export const after = (
  name: string,
  why: string,
  before: string,
  run: (head: string) => Run = runAfter,
): SecretShape => ({
  name,
  why,
  head: new RegExp(`(${before})`, 'gim'),
  run,
  except: noSecret,
});
