import { describe, expect, test } from 'vitest';
import { approvers, mayApprove, mayBreakGlass, mayConfirm, mayDeny } from '../../src/auth/approval.ts';
import { identify, identifyOsUser } from '../../src/auth/identify.ts';
import type { Policy } from '../../src/auth/policy.ts';
import { policyFaults } from '../../src/auth/policy-faults.ts';
import { type Person, type Principal, principalKey } from '../../src/auth/principal.ts';
import { cast, fridayTen, person } from './cast.ts';

const restore = {
  permission: 'backup:restore',
  system: 'teaching',
  environment: 'production',
  input: {},
  atMs: fridayTen,
};

const identitiesOf = (id: string, policy: Policy): Person[] => {
  const { chat, osUsers } = policy.people[id]!; // only asked of the cast
  const chats = Object.entries(chat).flatMap(([platform, ids]) => ids.map((chatId) => ({ platform, id: chatId })));
  return [
    ...chats.map((via) => identify(via, policy)!), // taken from the policy itself
    ...osUsers.map((osUser) => {
      const found = identifyOsUser({ osUser, asName: id, demo: false }, policy);
      if (!found.identified) throw new Error(`${osUser} is not ${id}`);
      return found.person;
    }),
  ];
};

describe('one human with many ids is one person', () => {
  const alices = identitiesOf('alice', cast);

  test('who asked may not approve, whichever of her ids asked and whichever answers', () => {
    expect(alices).toHaveLength(6);
    for (const asking of alices)
      for (const answering of alices)
        for (const requester of [principalKey(asking), asking.id])
          expect(mayApprove({ ...restore, approver: answering, requester }, cast)).toMatchObject({
            allowed: false,
            reason: 'same-person',
            ask: ['bob'],
          });
  });

  test('another person may, from any of her ids', () => {
    for (const approver of alices)
      expect(mayApprove({ ...restore, approver, requester: 'person:bob' }, cast)).toEqual({ allowed: true, grant: 0 });
  });

  test('only who asked confirms, from any of her ids', () => {
    for (const principal of alices) expect(mayConfirm(principal, 'person:alice')).toBe(true);
    expect(mayConfirm(person('bob'), 'person:alice')).toBe(false);
  });

  test('two people sharing an id or an OS user are refused by configuration, and are nobody until it is mended', () => {
    const { bob, carol } = cast.people;
    const people = { bob: bob!, carol: { ...carol!, chat: bob!.chat, osUsers: ['carol', 'bob'] } }; // both are in the cast
    const policy = { ...cast, people };
    const known = { permissions: ['service:restart', 'backup:restore', 'logs:read'], systems: ['teaching'] };
    expect(policyFaults({ people, roles: cast.roles, grants: [] }, known)).toMatchObject([
      { path: ['people', 'carol', 'chat', 'telegram', 0], fault: "telegram id 2001 is bob's already" },
      { path: ['people', 'carol', 'osUsers', 1], fault: "OS user bob is bob's already" },
    ]);
    for (const asName of ['bob', 'carol', undefined])
      expect(identifyOsUser({ osUser: 'bob', asName, demo: false }, policy)).toMatchObject({ identified: false });
    expect(identify({ platform: 'telegram', id: '2001' }, policy)).toBeUndefined();
  });
});

describe('the second person', () => {
  const rootAs = (asName: string): Principal => {
    const found = identifyOsUser({ osUser: 'root', asName, demo: false }, cast);
    if (!found.identified) throw new Error('root may be anyone');
    return found.person;
  };

  test.each<[why: string, approver: Principal, reason: string]>([
    ['root in the name of one who may', rootAs('alice'), 'assumed'],
    ['the scheduler, whatever its grant says', { kind: 'scheduler' }, 'not-a-person'],
    ['an alert', { kind: 'alert' }, 'not-a-person'],
    ['an API client', { kind: 'api', name: 'deploys' }, 'not-a-person'],
    ['one whose grant does not say approve', person('carol'), 'no-grant'],
    ['one who is not in the policy', person('mallory'), 'nobody'],
  ])('is not %s', (_, approver, reason) => {
    const answer = mayApprove({ ...restore, approver, requester: 'person:bob' }, cast);
    expect(answer).toMatchObject({ allowed: false, reason, ask: ['alice'] });
  });

  test('must hold the grant where it is done', () => {
    const bob = { ...restore, approver: person('bob'), requester: 'person:alice' };
    expect(mayApprove(bob, cast)).toEqual({ allowed: true, grant: 2 });
    expect(mayApprove({ ...bob, system: 'zk' }, cast)).toMatchObject({ reason: 'other-systems', ask: [] });
    expect(mayApprove({ ...bob, environment: 'staging' }, cast)).toMatchObject({ reason: 'other-environments' });
  });

  test('may do nothing herself by saying yes: approve gives no may', () => {
    const { permission: _, ...where } = restore;
    expect(approvers({ ...where, permission: 'backup:restore', except: 'person:alice' }, cast)).toEqual(['bob']);
    expect(approvers({ ...where, permission: 'backup:restore', except: 'alice' }, cast)).toEqual(['bob']);
    expect(approvers({ ...where, permission: 'backup:restore', except: 'scheduler' }, cast)).toEqual(['alice', 'bob']);
  });

  test('may always say no, root in her name too, but never the requester in the place of withdrawing', () => {
    expect(mayDeny({ ...restore, approver: rootAs('alice'), requester: 'person:bob' }, cast)).toMatchObject({
      allowed: true,
    });
    expect(mayDeny({ ...restore, approver: person('bob'), requester: 'person:bob' }, cast)).toMatchObject({
      reason: 'same-person',
    });
    expect(mayDeny({ ...restore, approver: person('carol'), requester: 'person:bob' }, cast)).toMatchObject({
      reason: 'no-grant',
    });
  });
});

describe('breaking the glass', () => {
  test.each<[why: string, principal: Principal, expected: object]>([
    ['a person with a grant for it', person('alice'), { allowed: true, grant: 0 }],
    ['a person without one', person('bob'), { allowed: false, reason: 'no-grant', ask: ['alice'] }],
    ['root in her name', person('alice', { assumed: true }), { allowed: false, reason: 'assumed', ask: ['bob'] }],
    ['a machine, whatever its grant says', { kind: 'scheduler' }, { allowed: false, reason: 'not-a-person' }],
  ])('%s', (_, principal, expected) => {
    expect(mayBreakGlass({ ...restore, principal }, cast)).toMatchObject(expected);
  });
});
