import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';

export const manifestName = 'manifest.json';

/** What lies in a backup of the bot's own state. */
export const manifestSpec = z.strictObject({
  zhiban: z.literal('state'),
  madeAtMs: z.int(),
  /** Of the database. */
  schema: z.int().min(1),
  /** Last row of the audit trail; 0 when it has none. */
  auditRows: z.int().min(0),
  files: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[\w][\w.-]*$/),
        bytes: z.int().min(0),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1),
});
export type Manifest = z.output<typeof manifestSpec>;

/** Hex; the file is streamed. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
