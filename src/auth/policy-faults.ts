import { compilePattern } from './compile-policy.ts';
import { minuteOfDay } from './hours.ts';
import type { Policy } from './policy.ts';

export interface PolicyFault {
  /** Where in the configuration, e.g. `['people', 'bob', 'osUsers', 0]`. */
  readonly path: readonly (string | number)[];
  readonly fault: string;
  readonly hint: string;
}

export interface Known {
  /** Every permission some command needs. */
  readonly permissions: readonly string[];
  readonly systems: readonly string[];
}

/** What no schema can see in people, roles and grants; empty is well. In the order of the configuration. */
export function policyFaults(
  policy: Pick<Policy, 'people' | 'roles' | 'grants'>,
  known: Known,
): readonly PolicyFault[] {
  return [...sharedIdentities(policy), ...unknownRoles(policy), ...faultyGrants(policy, known)];
}

/** One human has many ids, but one id has one human: else two people would be one, or one two. */
function sharedIdentities({ people }: Pick<Policy, 'people'>): PolicyFault[] {
  const owners = new Map<string, string>();
  const faults: PolicyFault[] = [];
  const claim = (what: string, id: string, path: PolicyFault['path']): void => {
    const owner = owners.get(what);
    owners.set(what, owner ?? id);
    if (owner === undefined) return;
    const whose = owner === id ? 'listed twice' : `${owner}'s already`;
    faults.push({
      path,
      fault: `${what} is ${whose}`,
      hint: 'one id belongs to one person; remove it from one of them',
    });
  };
  for (const [id, person] of Object.entries(people)) {
    for (const [platform, ids] of Object.entries(person.chat))
      for (const [at, chatId] of ids.entries())
        claim(`${platform} id ${chatId}`, id, ['people', id, 'chat', platform, at]);
    for (const [at, user] of person.osUsers.entries()) claim(`OS user ${user}`, id, ['people', id, 'osUsers', at]);
  }
  return faults;
}

function unknownRoles({ people, roles, grants }: Pick<Policy, 'people' | 'roles' | 'grants'>): PolicyFault[] {
  const hint = `roles: ${Object.keys(roles).join(', ') || 'none are declared'}`;
  const named = [
    ...Object.entries(people).flatMap(([id, person]) =>
      person.roles.map((role, at) => ({ role, path: ['people', id, 'roles', at] as const })),
    ),
    ...grants.map(({ role }, at) => ({ role, path: ['grants', at, 'role'] as const })),
  ];
  return named
    .filter(({ role }) => !Object.hasOwn(roles, role))
    .map(({ role, path }) => ({ path, fault: `no role is called ${role}`, hint }));
}

function faultyGrants({ grants }: Pick<Policy, 'grants'>, known: Known): PolicyFault[] {
  return grants.flatMap((grant, at) => {
    const faults: PolicyFault[] = [];
    const fault = (path: readonly (string | number)[], words: string, hint: string): void => {
      faults.push({ path: ['grants', at, ...path], fault: words, hint });
    };
    if (grant.may.length + grant.approve.length + grant.breakGlass.length + grant.unattended.length === 0)
      fault([], `it gives ${grant.role} nothing`, 'say what under may, approve or breakGlass');
    for (const power of ['may', 'approve', 'breakGlass', 'unattended'] as const)
      for (const [place, pattern] of grant[power].entries())
        if (!namesSome(pattern, known.permissions))
          fault([power, place], `no command needs ${pattern}`, `permissions: ${known.permissions.join(', ')}`);
    for (const [place, system] of (grant.systems ?? []).entries())
      if (!known.systems.includes(system))
        fault(['systems', place], `no system is called ${system}`, `systems: ${known.systems.join(', ') || 'none'}`);
    if (grant.hours) {
      const { from, to } = grant.hours;
      for (const end of ['from', 'to'] as const)
        if (minuteOfDay(grant.hours[end]) === undefined)
          fault(['hours', end], `no clock shows ${grant.hours[end]}`, '00:00 to 24:00');
      if (from === to) fault(['hours'], `from ${from} to ${to} is never`, 'leave hours out to allow it all day');
    }
    return faults;
  });
}

function namesSome(pattern: string, permissions: readonly string[]): boolean {
  const { noun, verb } = compilePattern(pattern);
  return permissions.some((permission) => {
    const [permissionNoun, permissionVerb] = permission.split(':');
    return (noun ?? permissionNoun) === permissionNoun && (verb ?? permissionVerb) === permissionVerb;
  });
}
