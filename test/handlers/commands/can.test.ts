import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';

let it: ADesk;
beforeEach(async () => {
  it = await aDesk({ commandsPerMinute: 3 });
});
afterEach(() => it.close());

test('nobody named: it is asked about oneself', async () => {
  expect(await it.read('alice', '/can put demo values="a"')).toMatch(/^.*Alice may put demo/);
});

test('who else may say yes is said where a yes is needed', async () => {
  expect(await it.read('alice', '/can shove demo values="a"')).toMatch(/who else may say yes\s+.*Chen Wei/);
  expect(await it.read('alice', '/can look demo')).not.toContain('say yes');
  expect(await it.read('alice', '/can freeze "the phone was stolen"')).not.toContain('say yes');
});

test('who asks too often is told how long to wait, and is answered after that', async () => {
  for (let time = 1; time <= 3; time += 1) expect((await it.say('bob', '/look demo')).code).toBe('ok');
  it.clock.advance(40_000);
  const refused = await it.say('bob', '/look demo');
  expect(refused.code).toBe('rate-limited');
  expect(it.text(refused)).toContain('More than 3 commands within a minute. Ask again in 30 s.');
  it.clock.advance(30_000);
  expect((await it.say('bob', '/look demo')).code).toBe('ok');
});
