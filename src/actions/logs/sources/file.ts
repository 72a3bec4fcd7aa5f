import * as z from 'zod';
import { durationMs, remotePath } from '../../values.ts';
import { awkPattern } from '../reader/awk-pattern.ts';
import { commonFields } from './common-fields.ts';
import { given, hex, type LogSource } from './log-source.ts';

const compiles = (pattern: string): boolean => {
  try {
    return new RegExp(pattern, 's') instanceof RegExp;
  } catch {
    return false;
  }
};

/** How a file is rotated, as its manual wants it; `/logs rotation` compares, `/logs rotate` runs logrotate for it. */
export const rotationSpec = z.strictObject({
  config: remotePath,
  keep: z.int().min(1).max(1_000),
  mode: z.string().regex(/^0[0-7]{3}$/, 'a mode such as 0640'),
  owner: z.string().min(1).optional(),
});

const spec = z.strictObject({
  ...commonFields,
  path: remotePath,
  /** Lines of a form of their own: a regular expression with the groups stamp and, where there are, level, module, text. */
  pattern: z
    .string()
    .max(1_000)
    .refine((pattern) => compiles(pattern) && pattern.includes('(?<stamp>'), 'a pattern with a group (?<stamp>…)')
    .optional(),
  rotation: rotationSpec.optional(),
  /** Its own process rotates it, as Python's RotatingFileHandler does. */
  rotatesItself: z.boolean().default(false),
  /** Whose the files are, where the bot logs in as somebody else: changes are made through `sudo -u`. */
  user: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]*$/, 'a user')
    .optional(),
  /** Ages from which `/cleanup logs` takes files that were rotated away, and packed ones. */
  cleanup: z
    .strictObject({
      rotatedAfter: durationMs.default(14 * 86_400_000),
      packedAfter: durationMs.default(30 * 86_400_000),
    })
    .prefault({}),
});

/** A file with what was rotated away from it. */
export const file = {
  kind: 'file',
  key: 'path',
  spec,
  args: ({ path, pattern }: z.output<typeof spec>) => [
    ...given('path', path),
    ...given('pattern', hex(pattern)),
    ...given('pieces', hex(pattern === undefined ? undefined : awkPattern(pattern))),
  ],
} as const satisfies LogSource<z.output<typeof spec>>;
