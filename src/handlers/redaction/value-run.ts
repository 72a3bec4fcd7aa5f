import { barrier } from './mark.ts';

/** How far a value goes, however long. `begun` is where the masked part began; nothing at or past `stop` is decided. */
export type Run = (
  text: string,
  from: number,
  stop: number,
  begun: number,
) => { readonly to: number; readonly done: boolean };

/** Most a run looks ahead of the character it decides. */
export const runLookahead = 128;

/**
 * A run of `plain` characters and of `special` pieces, which see what follows them.
 * Both are sticky; `plain` decides each character by itself.
 */
function runOf(plain: RegExp, special?: RegExp): Run {
  const lengthAt = (pattern: RegExp | undefined, text: string, at: number): number => {
    if (pattern === undefined) return 0;
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0].length ?? 0;
  };
  return (text, from, stop) => {
    let to = from;
    while (to < stop) {
      const plainLength = Math.min(lengthAt(plain, text, to), stop - to);
      const length = plainLength > 0 ? plainLength : lengthAt(special, text, to);
      if (length === 0) return { to, done: true };
      to += length;
    }
    return { to, done: false };
  };
}

/** Characters by a class such as `\\w-`. Bounded steps, as the expression engine remembers each repetition. */
export const charsRun = (chars: string): Run => runOf(new RegExp(`[${chars}]{1,1000}`, 'y'));

/** To the end of the line or its quotes. */
export const lineRun = charsRun(`^\\r\\n"'${barrier}`);

const delimiter = '"\'`,;&<>(){}\\[\\]|\\\\';
/**
 * A value without quotes: to white space, or to a delimiter that ends it. A delimiter between other characters is part of
 * the value unless a key follows (`a=1&b=2`): rather a word too much masked than the end of a password shown.
 */
export const bareRun = runOf(
  new RegExp(`[^\\s${delimiter}${barrier}]{1,1000}`, 'y'),
  new RegExp(`[${delimiter}](?=[^\\s${delimiter}${barrier}])(?![A-Za-z_][\\w.-]{0,40}["'\\]]?[=:])`, 'y'),
);

const quotedRuns: Readonly<Record<string, Run>> = Object.fromEntries(
  ['"', "'", '`'].map((quote) => [
    quote,
    runOf(new RegExp(`[^${quote}\\\\\\r\\n${barrier}]{1,1000}`, 'y'), new RegExp(`\\\\[^\\r\\n${barrier}]`, 'y')),
  ]),
);
/** Inside `\"…\"`, JSON in JSON, where `\\\"` is a quote of the value. */
const twiceQuotedRun = runOf(new RegExp(`[^"\\\\\\r\\n${barrier}]{1,1000}`, 'y'), /\\{4}|\\{3}"|\\{2}|\\(?!")/y);

/** The run of a value by the quote that stands before it. */
export function runAfter(opening: string): Run {
  if (opening.endsWith('\\"')) return twiceQuotedRun;
  return quotedRuns[opening.slice(-1)] ?? bareRun;
}

/** Longest key without an END line that is masked: RSA with 16384 bits is 12.7 kB. Bounds what a forged BEGIN line hides. */
const maxPemLength = 16_384;

export const pemRun: Run = (text, from, stop, begun) => {
  const limit = begun + maxPemLength;
  const end = /-----? ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-----?/g;
  end.lastIndex = from;
  const found = end.exec(text);
  if (found === null || end.lastIndex > limit) {
    const to = Math.max(from, Math.min(stop, limit));
    return { to, done: to === limit };
  }
  const done = end.lastIndex <= stop;
  return { to: done ? end.lastIndex : Math.max(from, Math.min(stop, found.index)), done };
};
