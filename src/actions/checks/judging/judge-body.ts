import type { HealthSpec } from './checkable.ts';

/** One expected field and what stands there; `found` undefined: it is not there. */
export interface FieldSeen {
  readonly field: string;
  readonly right: boolean;
  readonly found: string | undefined;
}

/** Judges a JSON body field by field; undefined when it is no JSON. `data.status` reaches inside. */
export function judgeBody(expect: HealthSpec['expect'], body: string): readonly FieldSeen[] | undefined {
  const root = parsed(body);
  if (root === undefined) return undefined;
  return Object.entries(expect).map(([field, wanted]) => {
    const value = field.split('.').reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), root);
    return { field, right: value === wanted, found: value === undefined ? undefined : shown(value) };
  });
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 100);

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
