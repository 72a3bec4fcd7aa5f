import { expect, test } from 'vitest';
import { policySpec } from '../../src/auth/policy.ts';
import { policyFaults } from '../../src/auth/policy-faults.ts';
import { cast } from './cast.ts';

const known = {
  permissions: ['service:restart', 'service:override', 'logs:read', 'backup:restore'],
  systems: ['teaching', 'zk'],
};
const faultsOf = (policy: object): string[] =>
  policyFaults(policySpec.parse({ people: {}, roles: { oncall: {} }, ...policy }), known).map(
    ({ path, fault }) => `${path.join('.')}: ${fault}`,
  );
const granted = (more: object): string[] => faultsOf({ grants: [{ role: 'oncall', may: ['logs:read'], ...more }] });

test('a sound policy has no faults', () => {
  expect(policyFaults(cast, known)).toEqual([]);
});

test.each([
  [
    'a chat id on two people',
    faultsOf({ people: { a: { name: 'A', chat: { slack: ['U1'] } }, b: { name: 'B', chat: { slack: ['U1'] } } } }),
    "people.b.chat.slack.0: slack id U1 is a's already",
  ],
  [
    'a chat id twice',
    faultsOf({ people: { a: { name: 'A', chat: { slack: ['U1', 'U1'] } } } }),
    'people.a.chat.slack.1: slack id U1 is listed twice',
  ],
  [
    'a role nobody declared',
    faultsOf({ people: { a: { name: 'A', roles: ['king'] } } }),
    'people.a.roles.0: no role is called king',
  ],
  [
    'a role every object has',
    faultsOf({ people: { a: { name: 'A', roles: ['constructor'] } } }),
    'people.a.roles.0: no role is called constructor',
  ],
  ['a grant for a role nobody declared', granted({ role: 'king' }), 'grants.0.role: no role is called king'],
  [
    'a permission no command needs',
    granted({ may: ['service:reboot'] }),
    'grants.0.may.0: no command needs service:reboot',
  ],
  ['a pattern no command fits', granted({ approve: ['disk:*'] }), 'grants.0.approve.0: no command needs disk:*'],
  ['a system that is not there', granted({ systems: ['zk', 'zoo'] }), 'grants.0.systems.1: no system is called zoo'],
  [
    'hours that never are',
    granted({ hours: { from: '09:00', to: '09:00' } }),
    'grants.0.hours: from 09:00 to 09:00 is never',
  ],
  [
    'hours no clock shows',
    granted({ hours: { from: '09:00', to: '26:00' } }),
    'grants.0.hours.to: no clock shows 26:00',
  ],
  ['a grant that gives nothing', granted({ may: [] }), 'grants.0: it gives oncall nothing'],
])('finds %s', (_, found, expected) => {
  expect(found).toEqual([expected]);
});

test('the same id on two platforms is two ids', () => {
  expect(
    faultsOf({ people: { a: { name: 'A', chat: { slack: ['1'] } }, b: { name: 'B', chat: { telegram: ['1'] } } } }),
  ).toEqual([]);
});
