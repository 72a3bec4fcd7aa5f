import { expect, test } from 'vitest';
import { type Principal, personIdOf, personKey, principalKey } from '../../src/auth/principal.ts';

const alice: Principal = { kind: 'person', id: 'alice', via: { platform: 'telegram', id: '1' }, assumed: false };

test.each<readonly [Principal, string, string | undefined]>([
  [alice, 'person:alice', 'alice'],
  [{ ...alice, id: 'person:alice' }, 'person:person:alice', 'person:alice'],
  [{ kind: 'scheduler' }, 'scheduler', undefined],
  [{ kind: 'alert' }, 'alert', undefined],
  [{ kind: 'api', name: 'deploys' }, 'api:deploys', undefined],
  [{ kind: 'api', name: 'person:alice' }, 'api:person:alice', undefined],
])('%o stands in rows as %s, which names the person %s', (principal, key, person) => {
  expect(principalKey(principal)).toBe(key);
  expect(personIdOf(key)).toBe(person);
  if (person !== undefined) expect(personKey(person)).toBe(key);
});
