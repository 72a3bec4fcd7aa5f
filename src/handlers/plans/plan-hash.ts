import canonicalize from 'canonicalize';
import type { Plan } from '../../actions/plan.ts';

/**
 * What an approval is bound to: SHA-256 (hex) over the canonical JSON of all that decides what will happen and for
 * whom. Titles, facts, estimates and the summary are shown to people and not hashed.
 */
export async function planHash(plan: Plan, requester: string): Promise<string> {
  const { action, input, system, environment, planId, plannedAtMs, risk, permission, locks, guards } = plan;
  const steps = plan.steps.map(({ title: _shown, ...step }) => step);
  const hashed = {
    action,
    input,
    system,
    environment,
    planId,
    plannedAtMs,
    risk,
    permission,
    locks,
    guards,
    steps,
    requester,
  };
  const json = canonicalize(hashed);
  if (json === undefined) throw new Error('a plan must be JSON');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(json));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What people compare by eye. */
export const shortHash = (hash: string): string => hash.slice(0, 8);
