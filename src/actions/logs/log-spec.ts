import * as z from 'zod';
import { durationMs, name, remotePath } from '../values.ts';

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const compiles = (pattern: string): boolean => {
  try {
    return new RegExp(pattern, 's') instanceof RegExp;
  } catch {
    return false;
  }
};

const common = {
  host: name,
  title: z.string().optional(),
  aliases: z.array(z.string().min(1)).default([]),
  /** IANA zone of stamps that name none; the host's own unless told. */
  zone: z.string().refine(isZone, 'a time zone such as Asia/Shanghai').optional(),
};

/** How a file is rotated, as its manual wants it; `/logs rotation` compares, `/logs rotate` runs logrotate for it. */
export const rotationSpec = z.strictObject({
  config: remotePath,
  keep: z.int().min(1).max(1_000),
  mode: z.string().regex(/^0[0-7]{3}$/, 'a mode such as 0640'),
  owner: z.string().min(1).optional(),
});

export const logSpec = z.union([
  z.strictObject({
    ...common,
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
  }),
  /** A unit's lines in the journal; `kernel` is the kernel's. */
  z.strictObject({ ...common, journal: z.string().min(1).regex(/^[^-]/, 'the name of a unit') }),
]);

export type LogSpec = z.output<typeof logSpec>;
/** One log of a system. */
export type Log = LogSpec & { readonly id: string; readonly system: string };
export type FileLog = Extract<Log, { readonly path: string }>;

export const logsOf = (system: {
  readonly id: string;
  readonly logs: Readonly<Record<string, LogSpec>>;
}): readonly Log[] => Object.entries(system.logs).map(([id, log]) => ({ ...log, id, system: system.id }));
