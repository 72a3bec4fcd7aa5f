import * as z from 'zod';
import { configurationSpec } from './configuration-spec.ts';
import { interpolated } from './interpolation.ts';
import type { Path } from './tree.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/**
 * The JSON Schema of the whole configuration, made of the schemas the loader uses: the top-level keys of `DIR/*.yaml`,
 * and under `systems` each file of `DIR/systems`. Where variables are replaced, `${NAME}` is allowed too.
 */
export function jsonSchema(): Schema {
  const schema = made();
  for (const pattern of interpolated)
    for (const each of reached(schema, pattern.split('.'))) {
      const { default: otherwise, ...own } = each;
      const variable = { type: 'string', pattern: '\\$\\{' } as const;
      for (const key of Object.keys(each)) delete each[key];
      const isPlainText = own.type === 'string' && own.pattern === undefined && own.format === undefined;
      Object.assign(each, isPlainText ? own : { anyOf: [own, variable] });
      if (otherwise !== undefined) each.default = otherwise;
    }
  return { ...schema, title: 'Zhiban configuration' };
}

function made(): Schema {
  // Refinements (a known time zone, no `..` in a path) have no form there; the loader checks them.
  const schema = z.toJSONSchema(configurationSpec, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return structuredClone(schema) as Schema; // plain JSON, without what zod hangs on its own object
}

let plainSchema: Schema | undefined;

/** The keys a mapping at a path may have, for suggestions. `value` chooses among alternatives by their constants. */
export function knownKeys(path: Path, value: unknown): readonly string[] {
  plainSchema ??= made();
  const keys = path.map(String);
  const at = alternatives(reached(plainSchema, keys));
  const fitting = at.filter((each) => fits(each, value));
  const known = (fitting.length > 0 ? fitting : at).flatMap((each) => Object.keys(each.properties ?? {}));
  return [...new Set(known)].filter((key) => path.length > 0 || key !== 'systems');
}

function fits(schema: Schema, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const given = new Map<string, unknown>(Object.entries(value));
  return Object.entries(schema.properties ?? {}).every(
    ([key, own]) => typeof own !== 'object' || own.const === undefined || own.const === given.get(key),
  );
}

/** Schemas at a path; `*` is any key or item. */
function reached(schema: Schema, keys: readonly string[]): readonly Schema[] {
  return keys.reduce<readonly Schema[]>(
    (found, key) => alternatives(found).flatMap((each) => into(each, key)),
    [schema],
  );
}

function into(schema: Schema, key: string): readonly Schema[] {
  const own = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined;
  const inside = own ?? schema.additionalProperties;
  const items = [schema.items, ...(schema.prefixItems ?? [])].flat();
  return [inside, ...items].filter((each): each is Schema => typeof each === 'object' && each !== null);
}

const alternatives = (schemas: readonly Schema[]): readonly Schema[] =>
  schemas.flatMap((each) => [
    each,
    ...alternatives(
      [...(each.anyOf ?? []), ...(each.oneOf ?? [])].filter((one): one is Schema => typeof one === 'object'),
    ),
  ]);
