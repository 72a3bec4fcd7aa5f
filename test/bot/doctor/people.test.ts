import { describe, expect, test } from 'vitest';
import { type Policy, policySpec } from '../../../src/auth/policy.ts';
import { approvers } from '../../../src/bot/doctor/approvers.ts';
import { people } from '../../../src/bot/doctor/people.ts';
import { secrets } from '../../../src/bot/doctor/secrets.ts';
import type { Settings } from '../../../src/handlers/settings.ts';
import { lines, systemOf } from './cast.ts';

/** Friday morning. */
const nowMs = Date.UTC(2025, 10, 21, 1);
const cast = {
  alice: { name: 'Alice', roles: ['admin'], osUsers: ['alice'] },
  bob: { name: 'Bob', roles: ['on-call'], chat: { telegram: ['2'] } },
};
const chen = { chenwei: { name: 'Chen Wei', roles: ['admin'], osUsers: ['chenwei'] } };
const admin = { role: 'admin', may: ['*'], approve: ['*'] };
const onCall = { role: 'on-call', may: ['service:*'] };

function settings(
  persons: Readonly<Record<string, unknown>>,
  grants: readonly unknown[],
  environment = 'production',
): Settings {
  const read = policySpec.parse({ people: persons, roles: { admin: {}, 'on-call': {} }, grants });
  const policy: Policy = { ...read, timeZone: 'Asia/Shanghai', machineRoles: {} };
  return {
    ...{ version: '1', timeZone: 'Asia/Shanghai', language: 'en', systems: [systemOf('shop', { environment })] },
    ...{
      policy,
      channels: [],
      workDays: 'monday-to-friday',
      schedules: [],
      checklists: {},
      evening: '18:00',
      audit: { readsWhenUnwritable: false },
      limits: { commandsPerMinute: 1 },
      demo: false,
    },
  };
}
const permissions = ['service:restart', 'backup:restore'];
const asked = (given: Settings): readonly string[] => lines(approvers(given, permissions, nowMs));

describe('the second person', () => {
  test('is there for everybody when two may approve', () => {
    expect(asked(settings({ ...cast, ...chen }, [admin, onCall]))).toEqual([
      'ok everybody who may change it has a second person to ask',
    ]);
  });

  test('is missing for the only one who may approve', () => {
    expect(asked(settings(cast, [admin, onCall]))).toEqual([
      expect.stringMatching(/^warning production, and nobody but the requester could approve what Alice may ask/),
    ]);
  });

  test('is missing for all when nobody may approve', () => {
    expect(asked(settings(cast, [{ ...admin, approve: [] }, onCall]))).toEqual([
      expect.stringMatching(
        /^critical .*Alice and Bob may ask for: service:restart and backup:restore → .*approve: \["service:restart"\] for shop/,
      ),
    ]);
  });

  test('must be able to approve what is asked, where it is asked', () => {
    const elsewhere = { role: 'admin', may: ['*'], approve: ['*'], environments: ['staging'] };
    expect(asked(settings({ ...cast, ...chen }, [elsewhere, onCall]))[0]).toMatch(/^critical .*Bob/);
    const other = { role: 'admin', approve: ['backup:restore'] };
    expect(asked(settings({ ...cast, ...chen }, [other, onCall]))[0]).toMatch(
      /^critical .*Bob may ask for: service:restart/,
    );
  });

  test('who approves in office hours only will do, at whatever hour the doctor comes', () => {
    const hours = { from: '09:00', to: '18:00' };
    const given = settings({ ...cast, ...chen }, [{ ...admin, hours }, onCall]);
    const sunday = Date.UTC(2025, 10, 23, 18);
    expect(lines(approvers(given, permissions, sunday))).toEqual([expect.stringMatching(/^ok/)]);
  });

  test('is asked for in production alone', () => {
    expect(asked(settings(cast, [onCall], 'staging'))).toEqual([]);
  });
});

describe('people', () => {
  test('who can be told apart and may do something are well', () => {
    expect(lines(people(settings(cast, [admin, onCall])))).toEqual(['ok all 2 people can be told apart']);
  });

  test('whom nobody can be, who may do nothing, who are root', () => {
    const odd = {
      carol: { name: 'Carol', roles: ['admin'] },
      dave: { name: 'Dave', roles: [], osUsers: ['dave'] },
      erin: { name: 'Erin', roles: ['on-call'], osUsers: ['root'] },
    };
    expect(lines(people(settings(odd, [admin])))).toEqual([
      expect.stringMatching(/^warning Carol has no chat id and no OS user.*people.carol.osUsers: \[carol\]/),
      expect.stringMatching(
        /^warning Dave may do nothing: no roles → a role with a grant: people.dave.roles: \[admin\]/,
      ),
      expect.stringMatching(/^warning Erin lists the OS user root/),
      expect.stringMatching(/^warning Erin may do nothing: no grant goes to on-call/),
    ]);
  });
});

test('a secret too short to be masked is critical, by its name alone', () => {
  expect(lines(secrets(['audit.key'], 3))).toEqual([
    expect.stringMatching(/^critical the secret audit.key is too short.*openssl rand/),
  ]);
  expect(lines(secrets([], 0))).toEqual(['ok none']);
});
