import { approvers } from './approval.ts';
import { type Decision, decide, type Question, type Refusal, refusals } from './decide.ts';
import type { Grant, Policy } from './policy.ts';
import { principalKey } from './principal.ts';

export interface GrantSeen {
  /** Place in `grants`, from 0. */
  readonly index: number;
  readonly grant: Grant;
  /** Left out of the one that allows it. */
  readonly refusal?: Refusal;
}

/** Why somebody may or may not do something, as data for `/can`. */
export interface Explanation {
  readonly decision: Decision;
  /** `principalKey`; undefined for somebody unknown. */
  readonly who: string | undefined;
  readonly roles: readonly string[];
  /** The grant that allows it, or all that were held and do not, the closest first. */
  readonly grants: readonly GrantSeen[];
  /** Who could say yes if a second person is needed, the principal left out. */
  readonly approvers: readonly string[];
}

export function explain(question: Question, policy: Policy): Explanation {
  const { principal, ...wanted } = question;
  const decision = decide(question, policy);
  const who = principal && principalKey(principal);
  return {
    decision,
    who,
    roles: rolesOf(question, policy),
    grants: decision.allowed
      ? see(policy, decision.grant)
      : [...decision.considered]
          .sort((a, b) => refusals.indexOf(b.refusal) - refusals.indexOf(a.refusal))
          .flatMap(({ grant, refusal }) => see(policy, grant, refusal)),
    approvers: approvers({ ...wanted, except: who ?? '' }, policy),
  };
}

function rolesOf({ principal }: Question, policy: Policy): readonly string[] {
  if (principal === undefined) return [];
  if (principal.kind === 'person')
    return Object.hasOwn(policy.people, principal.id) ? (policy.people[principal.id]?.roles ?? []) : [];
  const key = principalKey(principal);
  return Object.hasOwn(policy.machineRoles, key) ? (policy.machineRoles[key] ?? []) : [];
}

function see(policy: Policy, index: number, refusal?: Refusal): readonly GrantSeen[] {
  const grant = policy.grants[index];
  if (grant === undefined) return [];
  return [refusal === undefined ? { index, grant } : { index, grant, refusal }];
}
