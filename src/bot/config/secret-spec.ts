import * as z from 'zod';

/** A secret is never written in the configuration: it says where to find it. */
export const secretSpec = z.union([
  z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable') }),
  z.strictObject({ file: z.string().min(1) }),
]);
