import * as z from 'zod';
import { remotePath } from '../../values.ts';

export const pidfileSpec = z.strictObject({
  kind: z.literal('pidfile'),
  pidFile: remotePath,
  /** What is run, as argv; the first is found by PATH or is an absolute path. */
  command: z.tuple([z.string().min(1)], z.string()),
  /** The folder it is run in. */
  folder: remotePath,
  /** Where its output is appended. */
  logFile: remotePath,
  environment: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string()).default({}),
});
export type PidfileSpec = z.output<typeof pidfileSpec>;
