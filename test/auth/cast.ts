import { type Policy, policySpec } from '../../src/auth/policy.ts';
import type { Person } from '../../src/auth/principal.ts';

/** Alice (admin), Bob (on call), Carol (viewer); Mallory is nobody. Shanghai time. */
export const cast: Policy = {
  ...policySpec.parse({
    people: {
      alice: {
        name: 'Alice',
        roles: ['admin'],
        chat: { slack: ['T1:UALICE'], telegram: ['1001', '1002'], dingtalk: ['staff-a'] },
        osUsers: ['alice', 'alice-adm'],
      },
      bob: { name: 'Bob', roles: ['oncall'], chat: { telegram: ['2001'] }, osUsers: ['bob'] },
      carol: { name: 'Carol', roles: ['viewer'], chat: { slack: ['T1:UCAROL'] }, osUsers: ['carol'] },
    },
    roles: { admin: {}, oncall: {}, viewer: {}, robot: {} },
    grants: [
      { role: 'admin', may: ['*'], approve: ['*'], breakGlass: ['backup:restore'] },
      { role: 'oncall', may: ['*:read'] },
      {
        role: 'oncall',
        may: ['service:*'],
        approve: ['service:*', 'backup:restore'],
        systems: ['teaching'],
        environments: ['production', 'lab'],
      },
      { role: 'viewer', may: ['*:read'], systems: ['teaching'] },
      {
        role: 'viewer',
        may: ['service:restart'],
        systems: ['teaching'],
        input: { service: ['frontend'] },
        hours: { from: '09:00', to: '18:00' },
      },
      { role: 'robot', may: ['service:restart'], approve: ['*'], breakGlass: ['*'] },
    ],
  }),
  timeZone: 'Asia/Shanghai',
  machineRoles: { scheduler: ['robot'], alert: ['robot'], 'api:deploys': ['robot'] },
};

/** Friday 21 November 2025, 10:00 in Shanghai. */
export const fridayTen = Date.UTC(2025, 10, 21, 2, 0);

export const person = (id: string, more: Partial<Person> = {}): Person => ({
  kind: 'person',
  id,
  via: { platform: 'telegram', id: '0' },
  assumed: false,
  ...more,
});
