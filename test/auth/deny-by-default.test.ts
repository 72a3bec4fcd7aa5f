import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayApprove } from '../../src/auth/approval.ts';
import { decide, type Question } from '../../src/auth/decide.ts';
import { explain } from '../../src/auth/explain.ts';
import { type Grant, grantSpec, type Policy, policySpec } from '../../src/auth/policy.ts';
import type { Principal } from '../../src/auth/principal.ts';
import { examples } from '../examples.ts';

const nouns = ['service', 'backup', 'logs'];
const verbs = ['read', 'restart', 'restore'];
const systems = ['teaching', 'zk'];
const environments = ['production', 'lab'] as const;
const services = ['llm', 'backend'];
const roles = ['admin', 'oncall', 'viewer'];
const people = ['alice', 'bob', 'carol', 'mallory'];

const some = <T>(of: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...of);
const pattern = fc.oneof(
  fc.constant('*'),
  fc.tuple(some([...nouns, '*']), some([...verbs, '*'])).map((pair) => pair.join(':')),
);
const clock = fc.tuple(fc.nat(23), fc.nat(59)).map((pair) => pair.map((n) => String(n).padStart(2, '0')).join(':'));
const powers = {
  role: some(roles),
  may: fc.array(pattern, { minLength: 1, maxLength: 3 }),
  approve: fc.array(pattern, { maxLength: 2 }),
  breakGlass: fc.array(pattern, { maxLength: 2 }),
};
const conditions = {
  systems: fc.subarray(systems),
  environments: fc.subarray([...environments]),
  hours: fc.record({ days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 3 }), from: clock, to: clock }),
  input: fc.record({ service: fc.subarray(services) }),
};
const grant: fc.Arbitrary<Grant> = fc
  .tuple(
    fc.record(powers),
    fc.record(conditions, { requiredKeys: [] }),
    fc.constantFrom(...Object.keys(conditions), ''),
  )
  .map(([given, all, only]) =>
    grantSpec.parse({
      ...given,
      ...Object.fromEntries(Object.entries(all).filter(([key]) => only === '' || key === only)),
    }),
  );
const policy: fc.Arbitrary<Policy> = fc
  .record({
    held: fc.array(fc.subarray(roles), { minLength: 3, maxLength: 3 }),
    grants: fc.array(grant, { maxLength: 8 }),
  })
  .map(({ held, grants }) => ({
    ...policySpec.parse({
      people: Object.fromEntries(held.map((of, i) => [people[i], { name: people[i], roles: of }])),
      roles: Object.fromEntries(roles.map((role) => [role, {}])),
    }),
    grants,
    timeZone: 'Europe/Berlin',
    machineRoles: { scheduler: ['oncall'] },
  }));
const principal: fc.Arbitrary<Principal> = fc.oneof(
  some(people).map((id) => ({ kind: 'person', id, via: { platform: 'telegram', id: '1' }, assumed: false }) as const),
  fc.constant({ kind: 'scheduler' } as const),
  fc.constant({ kind: 'alert' } as const),
);
const question: fc.Arbitrary<Question> = fc.record({
  principal: fc.oneof({ weight: 9, arbitrary: principal }, { weight: 1, arbitrary: fc.constant(undefined) }),
  permission: fc.tuple(some(nouns), some(verbs)).map((pair) => pair.join(':')),
  system: some([...systems, undefined]),
  environment: some([...environments, undefined]),
  input: fc.oneof(fc.record({ service: some(services) }), fc.constant({})),
  atMs: fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2025, 11, 31) }),
});

const berlin = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** The rule once more, said slowly and with other means. */
function matches(given: Grant, asked: Question, under: Policy): boolean {
  const { principal: who } = asked;
  const held =
    who === undefined
      ? []
      : who.kind === 'person'
        ? (under.people[who.id]?.roles ?? [])
        : (under.machineRoles[who.kind] ?? []);
  const regex = (glob: string): RegExp => new RegExp(`^${glob === '*' ? '.*' : glob.replaceAll('*', '[a-z]+')}$`);
  const inHours = (): boolean => {
    if (!given.hours) return true;
    const [weekday = '', time = ''] = berlin.format(asked.atMs).split(/,? /);
    const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(weekday) + 1;
    const { days, from, to } = given.hours;
    const dayBefore = day === 1 ? 7 : day - 1;
    if (from < to) return days.includes(day) && from <= time && time < to;
    return from > to && ((days.includes(day) && time >= from) || (days.includes(dayBefore) && time < to));
  };
  const { service } = asked.input as { service?: string }; // as generated above
  return (
    held.includes(given.role) &&
    given.may.some((glob) => regex(glob).test(asked.permission)) &&
    (given.systems?.includes(asked.system ?? '-') ?? true) &&
    (given.environments?.some((environment) => environment === asked.environment) ?? true) &&
    (given.input?.service?.includes(service ?? '-') ?? true) &&
    inHours()
  );
}

describe('whatever the policy', () => {
  test('a thing is allowed when, and only when, a grant matches it', () => {
    let allowed = 0;
    fc.assert(
      fc.property(policy, question, (under, asked) => {
        const decision = decide(asked, under);
        expect(decision.allowed).toBe(under.grants.some((given) => matches(given, asked, under)));
        if (decision.allowed) expect(matches(under.grants[decision.grant]!, asked, under)).toBe(true);
        else {
          for (const id of decision.ask)
            expect(decide({ ...asked, principal: asPerson(id) }, under).allowed).toBe(true);
          expect(decision.ask).not.toContain(asked.principal?.kind === 'person' ? asked.principal.id : '');
        }
        allowed += decision.allowed ? 1 : 0;
      }),
      { numRuns: examples(4_000) },
    );
    expect(allowed).toBeGreaterThan(examples(4_000) / 40);
  });

  test('one more grant never takes a right away', () => {
    fc.assert(
      fc.property(policy, grant, fc.nat(8), question, (before, given, place, asked) => {
        const grants = [...before.grants.slice(0, place), given, ...before.grants.slice(place)];
        if (decide(asked, before).allowed) expect(decide(asked, { ...before, grants }).allowed).toBe(true);
      }),
      { numRuns: examples(2_000) },
    );
  });

  test('nobody approves what he asked for himself, and no machine approves', () => {
    fc.assert(
      fc.property(policy, question, some(people), (under, { principal: approver, ...asked }, requester) => {
        if (approver === undefined) return;
        const decision = mayApprove({ ...asked, approver, requester: `person:${requester}` }, under);
        if (approver.kind !== 'person' || approver.id === requester) expect(decision.allowed).toBe(false);
        if (!decision.allowed) expect(decision.ask).not.toContain(requester);
      }),
      { numRuns: examples(4_000) },
    );
  });

  test('what is explained is what was decided', () => {
    fc.assert(
      fc.property(policy, question, (under, asked) => {
        const { decision, grants } = explain(asked, under);
        expect(decision).toEqual(decide(asked, under));
        expect(grants.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
          (decision.allowed ? [decision.grant] : decision.considered.map((seen) => seen.grant)).sort((a, b) => a - b),
        );
      }),
    );
  });
});

const asPerson = (id: string): Principal => ({
  kind: 'person',
  id,
  via: { platform: 'telegram', id: '1' },
  assumed: false,
});
