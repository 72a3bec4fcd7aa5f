import * as z from 'zod';

/** Stands for a value that was given privately and lies sealed; the only form in which a secret is part of an input or a plan. */
export const secretRef = z.strictObject({ secret: z.string().regex(/^[a-z0-9]{12,40}$/) });

/** A field of an input that nobody can type: asked for privately once the command is allowed. */
export const secretInput = secretRef.optional();

/** Every reference inside a value. */
export function secretsIn(value: unknown): readonly string[] {
  const found = secretRef.safeParse(value);
  if (found.success) return [found.data.secret];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(secretsIn) : [];
}
