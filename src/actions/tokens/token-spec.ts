import * as z from 'zod';
import { name, remotePath } from '../values.ts';

const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'the name of a variable');

/** A key a system needs of somebody else, and the env files it stands in. */
export const tokenSpec = z.strictObject({
  title: z.string().optional(),
  host: name,
  /** Each gets the new value. */
  files: z.array(remotePath).min(1).max(10),
  variable,
  /** The variable beside it that says until which day it holds, `2026-01-06`. */
  expires: variable.optional(),
  /** Where a new one is got, for whoever is told that it runs out. */
  from: z.string().min(1).max(200).optional(),
  /** Whose files they are, when not the login's own. */
  user: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'the name of a user of the host')
    .optional(),
  /** Services of the system that read it only when they start. */
  services: z.array(name).min(1),
});
export type TokenSpec = z.output<typeof tokenSpec>;
