import { describe, expect, test } from 'vitest';
import { explain } from '../../src/auth/explain.ts';
import { cast, fridayTen, person } from './cast.ts';

const restart = { permission: 'service:restart', environment: 'production', atMs: fridayTen };

describe('why somebody may or may not', () => {
  test('shows the grant that allows it and who could be the second person', () => {
    expect(explain({ ...restart, principal: person('bob'), system: 'teaching' }, cast)).toEqual({
      decision: { allowed: true, grant: 2 },
      who: 'person:bob',
      roles: ['oncall'],
      grants: [{ index: 2, grant: cast.grants[2] }],
      approvers: ['alice'],
    });
  });

  test('shows every grant held, the closest first, and whom to ask', () => {
    const carol = { ...restart, principal: person('carol'), system: 'teaching', input: { service: 'frontend' } };
    expect(explain({ ...carol, atMs: fridayTen + 12 * 3_600_000 }, cast)).toMatchObject({
      decision: { allowed: false, reason: 'outside-hours', ask: ['alice', 'bob'] },
      roles: ['viewer'],
      grants: [
        { index: 4, refusal: 'outside-hours' },
        { index: 3, refusal: 'no-grant' },
      ],
    });
  });

  test('knows nothing about strangers', () => {
    for (const principal of [undefined, person('mallory'), { kind: 'api', name: 'x' } as const])
      expect(explain({ ...restart, principal, system: 'zk' }, cast)).toMatchObject({
        decision: { reason: 'nobody' },
        roles: [],
        grants: [],
      });
  });
});
