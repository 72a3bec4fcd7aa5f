import { markOf } from './mark.ts';
import { isSecretKey } from './secret-keys.ts';

/** Deeper values are not looked into, and so not shown. */
const maxDepth = 64;

type Mask = (words: string) => string;

/**
 * A copy with every string masked, keys too, and the values of fields named like secrets. Errors and other objects become
 * plain ones with their own fields, or what their `toJSON` gives; dates and bytes stay; cycles and great depth are cut.
 */
export function redactJson<T>(value: T, mask: Mask): T {
  return redact(value, mask, false, []) as T; // the same shape, but for masked numbers and class instances
}

function redact(value: unknown, mask: Mask, secret: boolean, within: readonly object[]): unknown {
  if (typeof value === 'string') return secret ? maskWhole(value, mask) : mask(value);
  if (typeof value === 'number' || typeof value === 'bigint') {
    const words = String(value);
    const masked = secret && words.length > 3 ? markOf() : mask(words); // text() lets counts up to 999 stand, too
    return masked === words ? value : masked;
  }
  if (typeof value !== 'object' || value === null || value instanceof Date || ArrayBuffer.isView(value)) return value;
  if (within.includes(value)) return '[circular]';
  if (within.length >= maxDepth) return '[too deep]';
  const inside = [...within, value];
  const go = (inner: unknown, isSecret = false): unknown => redact(inner, mask, isSecret, inside);
  if (Array.isArray(value)) return value.map((item) => go(item, secret));
  if (value instanceof Map) return new Map(Array.from(value, ([key, item]) => [go(key), go(item, isSecretName(key))]));
  if (value instanceof Set) return new Set(Array.from(value, (item) => go(item, secret)));
  if ('toJSON' in value && typeof value.toJSON === 'function') return go(value.toJSON(), secret);
  return Object.fromEntries(fieldsOf(value).map(([key, item]) => [mask(key), go(item, isSecretName(key))]));
}

const isSecretName = (key: unknown): boolean => typeof key === 'string' && isSecretKey(key);

/** Own fields; of an error also those that are not enumerable. */
function fieldsOf(value: object): [string, unknown][] {
  const fields = Object.entries(value);
  if (!(value instanceof Error)) return fields;
  const { name, message, stack, cause } = value;
  return [...Object.entries({ name, message, stack, ...(cause === undefined ? {} : { cause }) }), ...fields];
}

/** A secret's field shows which configured secret it holds, else only that it holds something. */
function maskWhole(words: string, mask: Mask): string {
  const masked = mask(words);
  return words === '' || /^\[masked(?::[^\]\s]+)?\]$/.test(masked) ? masked : markOf();
}
