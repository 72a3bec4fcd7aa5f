import * as z from 'zod';
import { name, osUser, remotePath } from '../../../values.ts';

export const sqliteSpec = z.strictObject({
  engine: z.literal('sqlite'),
  host: name,
  path: remotePath,
  /** Whose files they are, when not the login's own: what the login may not do is then done as this user, by sudo. */
  user: osUser.optional(),
});
export type SqliteSpec = z.output<typeof sqliteSpec>;
