import { describe, expect, test } from 'vitest';
import { decide, decideAll, isAllowed, type Question } from '../../src/auth/decide.ts';
import { type Policy, policySpec } from '../../src/auth/policy.ts';
import { cast, fridayTen, person } from './cast.ts';

const ask = (who: string, permission: string, more: Partial<Question> = {}): Question => ({
  principal: person(who),
  permission,
  system: 'teaching',
  environment: 'production',
  input: {},
  atMs: fridayTen,
  ...more,
});
const zk = { system: 'zk' };
const frontend = { input: { system: 'teaching', service: 'frontend' } };

describe('decide', () => {
  test.each<[why: string, question: Question, grant: number]>([
    ['Alice may do all, by *', ask('alice', 'backup:restore'), 0],
    ['Bob may read anywhere, by *:read', ask('bob', 'logs:read', zk), 1],
    ['Bob may restart in teaching, by service:*', ask('bob', 'service:restart'), 2],
    ['Carol may read teaching', ask('carol', 'logs:read'), 3],
    ['Carol may restart the frontend in office hours', ask('carol', 'service:restart', frontend), 4],
    [
      'all of several services are allowed ones',
      ask('carol', 'service:restart', { input: { service: ['frontend'] } }),
      4,
    ],
    ['the scheduler has roles of its own', ask('', 'service:restart', { principal: { kind: 'scheduler' } }), 5],
    ['an API client has its own', ask('', 'service:restart', { principal: { kind: 'api', name: 'deploys' } }), 5],
  ])('allows: %s', (_, question, grant) => {
    expect(decide(question, cast)).toEqual({ allowed: true, grant });
    expect(isAllowed(question, cast)).toBe(true);
  });

  test.each<[why: string, question: Question, reason: string, whom: readonly string[]]>([
    ['somebody unknown', ask('', 'logs:read', { principal: undefined }), 'nobody', ['alice', 'bob', 'carol']],
    ['a person who left the configuration', ask('mallory', 'logs:read'), 'nobody', ['alice', 'bob', 'carol']],
    ['a name every object has', ask('constructor', 'logs:read'), 'nobody', ['alice', 'bob', 'carol']],
    [
      'an API client nobody configured',
      ask('', 'logs:read', { principal: { kind: 'api', name: 'x' } }),
      'nobody',
      ['alice', 'bob', 'carol'],
    ],
    ['a permission no grant of hers names', ask('carol', 'backup:restore'), 'no-grant', ['alice']],
    ['another system', ask('bob', 'service:restart', zk), 'other-systems', ['alice']],
    [
      'no system said, for it means all',
      ask('bob', 'service:restart', { system: undefined }),
      'other-systems',
      ['alice'],
    ],
    ['another environment', ask('bob', 'service:restart', { environment: 'staging' }), 'other-environments', ['alice']],
    ['no environment said', ask('bob', 'service:restart', { environment: undefined }), 'other-environments', ['alice']],
    [
      'another service',
      ask('carol', 'service:restart', { input: { service: 'llm' } }),
      'other-input',
      ['alice', 'bob'],
    ],
    [
      'no service said, for it means all',
      ask('carol', 'service:restart', { input: {} }),
      'other-input',
      ['alice', 'bob'],
    ],
    [
      'one service too many',
      ask('carol', 'service:restart', { input: { service: ['frontend', 'llm'] } }),
      'other-input',
      ['alice', 'bob'],
    ],
    [
      'a service only inherited',
      ask('carol', 'service:restart', { input: Object.create({ service: 'frontend' }) }),
      'other-input',
      ['alice', 'bob'],
    ],
    ['no input at all', ask('carol', 'service:restart', { input: undefined }), 'other-input', ['alice', 'bob']],
    [
      'the evening',
      ask('carol', 'service:restart', { ...frontend, atMs: fridayTen + 8 * 3_600_000 }),
      'outside-hours',
      ['alice', 'bob'],
    ],
    ['a permission that only begins alike', ask('bob', 'services:restart'), 'no-grant', ['alice']],
    ['a permission without a verb', ask('bob', 'service'), 'no-grant', []],
  ])('denies: %s', (_, question, reason, whom) => {
    expect(decide(question, cast)).toMatchObject({ allowed: false, reason, ask: whom });
    expect(isAllowed(question, cast)).toBe(false);
  });

  test('names every grant that was held and why it does not help', () => {
    expect(decide(ask('bob', 'service:restart', zk), cast)).toMatchObject({
      considered: [
        { grant: 1, refusal: 'no-grant' },
        { grant: 2, refusal: 'other-systems' },
      ],
    });
  });

  test('an empty policy, and empty lists in a grant, mean nobody and nowhere', () => {
    const policy = (grant?: object): Policy => ({
      ...policySpec.parse({
        people: { bob: { name: 'Bob', roles: ['oncall'] } },
        grants: grant ? [{ role: 'oncall', may: ['*'], ...grant }] : [],
      }),
      timeZone: 'UTC',
      machineRoles: {},
    });
    expect(isAllowed(ask('bob', 'logs:read'), policy({}))).toBe(true);
    const empty = [undefined, { may: [] }, { systems: [] }, { environments: [] }, { input: { service: [] } }];
    for (const grant of [...empty, { hours: { days: [], from: '00:00', to: '24:00' } }])
      expect(isAllowed(ask('bob', 'logs:read', frontend), policy(grant))).toBe(false);
  });

  test('needs every one of several permissions and names the first that is missing', () => {
    const { permission: _, ...bob } = ask('bob', '');
    expect(decideAll({ ...bob, permissions: ['service:restart', 'service:override'] }, cast)).toEqual({
      allowed: true,
      grants: [2, 2],
    });
    expect(
      decideAll({ ...bob, permissions: ['service:restart', 'backup:restore', 'user:delete'] }, cast),
    ).toMatchObject({
      allowed: false,
      permission: 'backup:restore',
    });
  });

  test('takes a few microseconds, so that help can ask about every command', () => {
    const questions = [
      ask('bob', 'service:restart'),
      ask('carol', 'service:restart', frontend),
      ask('carol', 'user:delete'),
    ];
    const rounds = 20_000;
    const timed = (): number => {
      const from = performance.now();
      for (let i = 0; i < rounds; i += 1) for (const question of questions) isAllowed(question, cast);
      return ((performance.now() - from) * 1_000) / (rounds * questions.length);
    };
    timed();
    // a generous limit for a busy machine; compiling the policy or asking Intl each time would take far longer
    expect(Math.min(timed(), timed(), timed())).toBeLessThan(20);
  });
});
