import type { Service } from '../inventory.ts';

/** Everything a plan about a service rests on, as canonical JSON: equal exactly when the configuration is. */
export function fingerprint(service: Service): string {
  const { host, runtime, port, health, startWithin, stopWithin } = service;
  return canonical({ host, runtime, port, health, startWithin, stopWithin });
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`);
  return `{${fields.join(',')}}`;
}
