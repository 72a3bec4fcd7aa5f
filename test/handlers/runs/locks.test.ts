import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Lock } from '../../../src/actions/plan.ts';
import { conflict, overlap, systemOf } from '../../../src/handlers/runs/locks.ts';

describe('the system of a resource', () => {
  test.each([
    ['system:teaching', 'teaching'],
    ['service:teaching/llm', 'teaching'],
    ['database:teaching/main', 'teaching'],
    ['backup:teaching', 'teaching'],
    ['host:teaching', undefined],
    ['teaching', undefined],
  ])('of %s is %s', (resource, system) => {
    expect(systemOf(resource)).toBe(system);
  });
});

describe('two exclusive locks', () => {
  test.each([
    ['service:teaching/llm', 'service:teaching/llm', true],
    ['service:teaching/llm', 'service:teaching/backend', false],
    ['service:teaching/llm', 'service:zk/llm', false],
    ['service:teaching/llm', 'database:teaching/llm', false],
    ['system:teaching', 'system:teaching', true],
    ['system:teaching', 'service:teaching/llm', true],
    ['system:teaching', 'database:teaching/main', true],
    ['system:teaching', 'backup:teaching', true],
    ['system:teaching', 'service:teaching-two/llm', false],
    ['system:teaching', 'backup:zk', false],
    ['system:h3', 'host:h3', false],
    ['host:h3', 'host:h3', true],
    ['host:h3', 'host:h4', false],
    ['backup:teaching', 'database:teaching/main', false],
  ])('on %s and %s are in each other’s way: %s', (one, other, wanted) => {
    expect(overlap(one, other)).toBe(wanted);
    expect(conflict({ resource: one, mode: 'exclusive' }, { resource: other, mode: 'exclusive' })).toBe(wanted);
  });
});

const system = fc.constantFrom('teaching', 'zk', 'teaching-two');
const name = fc.constantFrom('llm', 'backend', 'main');
const resource = fc.oneof(
  system.map((id) => `system:${id}`),
  system.map((id) => `backup:${id}`),
  fc.tuple(fc.constantFrom('service', 'database'), system, name).map(([kind, id, thing]) => `${kind}:${id}/${thing}`),
  fc.constantFrom('host:h1', 'host:teaching'),
);
const lock: fc.Arbitrary<Lock> = fc.record({ resource, mode: fc.constantFrom('shared', 'exclusive') });

describe('any two locks', () => {
  test('are in each other’s way or not whichever is asked first', () => {
    fc.assert(fc.property(lock, lock, (one, other) => conflict(one, other) === conflict(other, one)));
  });

  test('never are when both only share', () => {
    fc.assert(
      fc.property(
        resource,
        resource,
        (one, other) => !conflict({ resource: one, mode: 'shared' }, { resource: other, mode: 'shared' }),
      ),
    );
  });

  test('on one resource are unless both share', () => {
    fc.assert(
      fc.property(lock, fc.constantFrom('shared' as const, 'exclusive' as const), (one, mode) => {
        expect(conflict(one, { resource: one.resource, mode })).toBe(one.mode === 'exclusive' || mode === 'exclusive');
      }),
    );
  });

  test('of different systems never are, and a whole system is in the way of all that is in it', () => {
    fc.assert(
      fc.property(lock, lock, (one, other) => {
        if (systemOf(one.resource) !== systemOf(other.resource)) expect(conflict(one, other)).toBe(false);
        const whole = systemOf(one.resource);
        if (whole !== undefined) expect(conflict(one, { resource: `system:${whole}`, mode: 'exclusive' })).toBe(true);
      }),
    );
  });
});
