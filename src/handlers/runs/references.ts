import type { Outputs } from '../../actions/step.ts';

const reference = /^step-([1-9]\d*)\.([A-Za-z]\w*)$/;

interface Found {
  readonly step: number;
  readonly output: string;
}

/** `{ from: 'step-2.sha256' }` and nothing else beside it. */
function asReference(value: unknown): Found | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  const [key, from] = entries[0] ?? [];
  if (entries.length !== 1 || key !== 'from' || typeof from !== 'string') return undefined;
  const match = reference.exec(from);
  return match?.[1] === undefined || match[2] === undefined ? undefined : { step: Number(match[1]), output: match[2] };
}

/** Every reference inside a step's parameters. */
export function referencesIn(params: unknown): readonly Found[] {
  const found = asReference(params);
  if (found !== undefined) return [found];
  return typeof params === 'object' && params !== null ? Object.values(params).flatMap(referencesIn) : [];
}

/** The parameters with each reference replaced by the value measured. Throws when it was never measured: a bug of the plan. */
export function resolveReferences(params: unknown, outputs: ReadonlyMap<number, Outputs>): unknown {
  const found = asReference(params);
  if (found !== undefined) {
    const value = outputs.get(found.step)?.[found.output];
    if (value === undefined) throw new Error(`step ${found.step} has no output ${found.output}`);
    return value;
  }
  if (Array.isArray(params)) return params.map((item) => resolveReferences(item, outputs));
  if (typeof params !== 'object' || params === null) return params;
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, resolveReferences(value, outputs)]));
}
