import { environmentName } from '../../actions/names.ts';
import { outside, texts } from '../../actions/text.ts';
import { approvers as whoApproves } from '../../auth/approval.ts';
import { compilePolicy } from '../../auth/compile-policy.ts';
import { whoHolds } from '../../auth/decide.ts';
import type { Settings } from '../../handlers/settings.ts';
import { amiss, type Finding, well } from './finding.ts';
import { joined } from './joined.ts';

const say = texts('doctor.approvers', {
  well: { en: 'everybody who may change it has a second person to ask', zh: '有变更权限的人都能找到第二人审批' },
  alone: {
    en: '{environment}, and nobody but the requester could approve what {people} may ask for: {permissions}',
    zh: '{environment}:{people} 申请 {permissions} 时,除申请人外没有人可以审批',
  },
  mend: {
    en: 'grants: one more person with a role whose grant says approve: ["{permission}"] for {system}',
    zh: '在 grants 中让另一个人的角色对 {system} 拥有 approve: ["{permission}"]',
  },
});

/**
 * In production a dangerous change waits for a second person. Whoever may ask for one needs another who may say yes, at
 * some hour of the coming week.
 * @param permissions of every change there is.
 */
export function approvers(settings: Settings, permissions: readonly string[], nowMs: number): readonly Finding[] {
  return settings.systems
    .filter(({ environment }) => environment === 'production')
    .map(({ id, environment }) => {
      const alone = permissions.flatMap((permission) =>
        aloneWith(settings, { permission, system: id, environment }, nowMs).map((each) => ({ ...each, permission })),
      );
      const [first] = alone;
      if (first === undefined) return well('approvers', id, say.well());
      const names = [...new Set(alone.map(({ person }) => settings.policy.people[person]?.name ?? person))];
      const params = {
        environment: environmentName(environment),
        people: joined(names),
        permissions: joined([...new Set(alone.map(({ permission }) => permission))], 6),
      };
      const mend = say.mend({ permission: first.permission, system: outside(id) });
      return amiss('approvers', first.everybody ? 'critical' : 'warning', id, say.alone(params), mend);
    });
}

/** People who may ask and would find nobody; whether that is so for all who may ask. */
function aloneWith(
  { policy }: Settings,
  where: { readonly permission: string; readonly system: string; readonly environment: string },
  nowMs: number,
): readonly { readonly person: string; readonly everybody: boolean }[] {
  const compiled = compilePolicy(policy);
  const timed = policy.grants.some(({ hours }) => hours !== undefined);
  const times = Array.from({ length: timed ? hoursOfWeek : 1 }, (_, hour) => nowMs + hour * 3_600_000);
  const asking = [...new Set(times.flatMap((atMs) => whoHolds('may', { ...where, atMs }, compiled)))];
  const alone = asking.filter((person) =>
    times.every((atMs) => whoApproves({ ...where, atMs, except: person }, policy).length === 0),
  );
  return alone.map((person) => ({ person, everybody: alone.length === asking.length }));
}

const hoursOfWeek = 7 * 24;
