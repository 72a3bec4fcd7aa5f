import { type Hours, type LocalTime, localTimeIn, workingHours } from './hours.ts';
import type { Grant, Policy } from './policy.ts';
import { personKey } from './principal.ts';

/** What a grant can give: to do it oneself, to say yes to another, to go ahead alone and loudly, to start it with nobody there. */
export type Power = 'may' | 'approve' | 'breakGlass' | 'unattended';

/** `*` stands as undefined: any noun, any verb. */
export interface PermissionPattern {
  readonly noun: string | undefined;
  readonly verb: string | undefined;
}

export interface CompiledGrant {
  /** Place in `grants`, from 0. */
  readonly index: number;
  readonly powers: Readonly<Record<Power, readonly PermissionPattern[]>>;
  readonly systems: ReadonlySet<string> | undefined;
  readonly environments: ReadonlySet<string> | undefined;
  readonly hours: Hours | undefined;
  readonly input: readonly (readonly [field: string, allowed: ReadonlySet<string>])[];
}

/** A policy made quick to ask. */
export interface CompiledPolicy {
  /** `principalKey` → its grants in the order configured. Who is not here is nobody. */
  readonly grantsOf: ReadonlyMap<string, readonly CompiledGrant[]>;
  /** Person ids in the order configured. */
  readonly people: readonly string[];
  /** `telegram:12345` → person id. An id that two people claim is nobody's. */
  readonly chatIds: ReadonlyMap<string, string>;
  /** Operating-system user → person id, likewise. */
  readonly osUsers: ReadonlyMap<string, string>;
  localTime(atMs: number): LocalTime;
}

const compiled = new WeakMap<Policy, CompiledPolicy>();

/** Compiled once per policy object; a policy is replaced, never edited. Throws RangeError for an unknown time zone. */
export function compilePolicy(policy: Policy): CompiledPolicy {
  const known = compiled.get(policy);
  if (known !== undefined) return known;
  const made = compile(policy);
  compiled.set(policy, made);
  return made;
}

function compile(policy: Policy): CompiledPolicy {
  const grants = policy.grants.map((grant, index) => ({ role: grant.role, grant: compileGrant(grant, index) }));
  const heldBy = (roles: readonly string[]): CompiledGrant[] =>
    grants.filter(({ role }) => roles.includes(role)).map(({ grant }) => grant);
  const people = Object.entries(policy.people);
  return {
    grantsOf: new Map([
      ...people.map(([id, person]) => [personKey(id), heldBy(person.roles)] as const),
      ...Object.entries(policy.machineRoles)
        .filter(([key]) => key === 'scheduler' || key === 'alert' || key.startsWith('api:'))
        .map(([key, roles]) => [key, heldBy(roles)] as const),
    ]),
    people: people.map(([id]) => id),
    chatIds: soleOwners(
      people.flatMap(([id, person]) =>
        Object.entries(person.chat).flatMap(([platform, ids]) =>
          ids.map((chatId) => [`${platform}:${chatId}`, id] as const),
        ),
      ),
    ),
    osUsers: soleOwners(people.flatMap(([id, person]) => person.osUsers.map((user) => [user, id] as const))),
    localTime: localTimeIn(policy.timeZone),
  };
}

/** Left out: what two different people claim. */
function soleOwners(claims: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  const contested = new Set<string>();
  for (const [claimed, id] of claims) {
    if ((owners.get(claimed) ?? id) !== id) contested.add(claimed);
    owners.set(claimed, id);
  }
  for (const claimed of contested) owners.delete(claimed);
  return owners;
}

function compileGrant(grant: Grant, index: number): CompiledGrant {
  return {
    index,
    powers: {
      may: grant.may.map(compilePattern),
      approve: grant.approve.map(compilePattern),
      breakGlass: grant.breakGlass.map(compilePattern),
      unattended: grant.unattended.map(compilePattern),
    },
    systems: grant.systems && new Set(grant.systems),
    environments: grant.environments && new Set(grant.environments),
    hours: grant.hours && workingHours(grant.hours),
    input: Object.entries(grant.input ?? {}).map(([field, allowed]) => [field, new Set(allowed)] as const),
  };
}

export function compilePattern(pattern: string): PermissionPattern {
  const [noun, verb = noun === '*' ? '*' : ''] = pattern.split(':');
  return { noun: noun === '*' ? undefined : noun, verb: verb === '*' ? undefined : verb };
}
