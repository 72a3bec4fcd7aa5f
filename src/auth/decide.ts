import { type CompiledGrant, type CompiledPolicy, compilePolicy, type Power } from './compile-policy.ts';
import type { Policy } from './policy.ts';
import { type Principal, personKey, principalKey } from './principal.ts';

/** What is wanted, and where. */
export interface Wanted {
  /** `service:restart`. */
  readonly permission: string;
  /** Left out: of no single system; a grant for some systems does not cover it. */
  readonly system?: string | undefined;
  readonly environment?: string | undefined;
  /** The parsed input of the command. */
  readonly input?: unknown;
  /** Epoch milliseconds. */
  readonly atMs: number;
}

export interface Question extends Wanted {
  /** Undefined: somebody unknown. */
  readonly principal: Principal | undefined;
}

/** In rising order of closeness: how far the closest grant came. */
export const refusals = ['no-grant', 'other-systems', 'other-environments', 'other-input', 'outside-hours'] as const;
export type Refusal = (typeof refusals)[number];

export interface Allowed {
  readonly allowed: true;
  /** Place in `grants` of the one that allows it, from 0. */
  readonly grant: number;
}

export interface Denied {
  readonly allowed: false;
  readonly permission: string;
  /** `nobody`: the principal is not in the policy at all. */
  readonly reason: 'nobody' | Refusal;
  /** Ids of the people who may do it now, in the order configured. */
  readonly ask: readonly string[];
  /** Every grant the principal holds and why it does not help. */
  readonly considered: readonly { readonly grant: number; readonly refusal: Refusal }[];
}

export type Decision = Allowed | Denied;

/** Denied unless a grant says otherwise. */
export const decide = (question: Question, policy: Policy): Decision => decidePower('may', question, policy);

/** Several permissions are needed, e.g. `service:restart` and `restart:override`: the first one missing is the answer. */
export function decideAll(
  { permissions, ...question }: Omit<Question, 'permission'> & { readonly permissions: readonly [string, ...string[]] },
  policy: Policy,
): Denied | { readonly allowed: true; readonly grants: readonly number[] } {
  const grants: number[] = [];
  for (const permission of permissions) {
    const decision = decide({ ...question, permission }, policy);
    if (!decision.allowed) return decision;
    grants.push(decision.grant);
  }
  return { allowed: true, grants };
}

/** The bare yes or no, for lists that hide what a reader may not do. */
export function isAllowed({ principal, ...wanted }: Question, policy: Policy): boolean {
  return principal !== undefined && holds(principalKey(principal), 'may', wanted, compilePolicy(policy)) !== undefined;
}

/** Whether a principal has a power, e.g. to approve. */
export function decidePower(power: Power, { principal, ...wanted }: Question, policy: Policy): Decision {
  const compiled = compilePolicy(policy);
  const key = principal && principalKey(principal);
  const held = key === undefined ? undefined : compiled.grantsOf.get(key);
  const considered: { grant: number; refusal: Refusal }[] = [];
  for (const grant of held ?? []) {
    const refusal = refusalBy(grant, power, wanted, compiled);
    if (refusal === undefined) return { allowed: true, grant: grant.index };
    considered.push({ grant: grant.index, refusal });
  }
  const closest = Math.max(0, ...considered.map(({ refusal }) => refusals.indexOf(refusal)));
  return {
    allowed: false,
    permission: wanted.permission,
    reason: held === undefined ? 'nobody' : (refusals[closest] ?? 'no-grant'),
    ask: whoHolds(power, wanted, compiled),
    considered,
  };
}

/** Ids of the people who have a power now, in the order configured. */
export function whoHolds(power: Power, wanted: Wanted, compiled: CompiledPolicy): readonly string[] {
  return compiled.people.filter((id) => holds(personKey(id), power, wanted, compiled) !== undefined);
}

function holds(key: string, power: Power, wanted: Wanted, compiled: CompiledPolicy): CompiledGrant | undefined {
  return compiled.grantsOf.get(key)?.find((grant) => refusalBy(grant, power, wanted, compiled) === undefined);
}

/** Undefined when the grant gives it. */
function refusalBy(grant: CompiledGrant, power: Power, wanted: Wanted, compiled: CompiledPolicy): Refusal | undefined {
  if (!names(grant, power, wanted.permission)) return 'no-grant';
  if (grant.systems && (wanted.system === undefined || !grant.systems.has(wanted.system))) return 'other-systems';
  if (grant.environments && (wanted.environment === undefined || !grant.environments.has(wanted.environment)))
    return 'other-environments';
  for (const [field, allowed] of grant.input) if (!isAmong(wanted.input, field, allowed)) return 'other-input';
  if (grant.hours && !grant.hours(compiled.localTime(wanted.atMs))) return 'outside-hours';
  return undefined;
}

function names(grant: CompiledGrant, power: Power, permission: string): boolean {
  const colon = permission.indexOf(':');
  if (colon < 0) return false;
  const noun = permission.slice(0, colon);
  const verb = permission.slice(colon + 1);
  for (const pattern of grant.powers[power])
    if ((pattern.noun ?? noun) === noun && (pattern.verb ?? verb) === verb) return true;
  return false;
}

/** A field left out is not among the allowed: it may mean all of them. */
function isAmong(input: unknown, field: string, allowed: ReadonlySet<string>): boolean {
  if (typeof input !== 'object' || input === null || !Object.hasOwn(input, field)) return false;
  const value = (input as Readonly<Record<string, unknown>>)[field]; // hasOwn was just asked
  if (Array.isArray(value)) return value.length > 0 && value.every((one) => isScalarAmong(one, allowed));
  return isScalarAmong(value, allowed);
}

function isScalarAmong(value: unknown, allowed: ReadonlySet<string>): boolean {
  return (
    (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') && allowed.has(String(value))
  );
}
