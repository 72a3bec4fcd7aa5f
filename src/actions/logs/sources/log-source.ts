import type * as z from 'zod';

/**
 * Where the lines of a log come from. Another kind is one more file here and its line in the table: the fields by which a
 * configuration names it, what of them the reading program is told, and how that program reads it.
 */
export interface LogSource<Spec = never> {
  readonly kind: string;
  /** The field that only logs of this kind have. */
  readonly key: string;
  readonly spec: z.ZodType<Spec>;
  /** `key=value` words. What people wrote themselves goes as hexadecimal. */
  args(log: Spec): readonly string[];
  /** Defines `read_KIND`, which hands every entry of `$log` to `take`; left out where the program has it already. */
  readonly perl?: string;
  /** What can begin before the rest of the program is compiled. */
  readonly perlBegun?: string;
}

export const given = (key: string, value: string | number | undefined): readonly string[] =>
  value === undefined ? [] : [`${key}=${value}`];

/** Neither a path to be confined nor an option nor a word for a shell, whatever it looked like. */
export const hex = (words: string | undefined): string | undefined =>
  words === undefined
    ? undefined
    : [...new TextEncoder().encode(words)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
