import type { Lock } from '../../actions/plan.ts';

/** The system a resource belongs to: `service:teaching/llm` → `teaching`. A host belongs to none. */
export function systemOf(resource: string): string | undefined {
  const colon = resource.indexOf(':');
  const name = resource.slice(colon + 1);
  switch (resource.slice(0, colon)) {
    case 'system':
    case 'backup':
      return name;
    case 'service':
    case 'database':
      return name.split('/', 1)[0];
    default:
      return undefined;
  }
}

/** Whether two resources are the same thing, or one is the whole system of the other. */
export function overlap(one: string, other: string): boolean {
  if (one === other) return true;
  const system = systemOf(one);
  if (system === undefined || system !== systemOf(other)) return false;
  return one === `system:${system}` || other === `system:${system}`;
}

/** Two runs may not hold these at the same time. */
export const conflict = (one: Lock, other: Lock): boolean =>
  (one.mode === 'exclusive' || other.mode === 'exclusive') && overlap(one.resource, other.resource);
