import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';

let it: ADesk;
beforeEach(async () => {
  it = await aDesk({ environment: 'lab' });
});
afterEach(() => it.close());

test('a stopped run is not gone on with when what its plan rests on has changed: old and new are shown', async () => {
  it.world.behaviour.set('a', 'unknown');
  const { runId, code } = await it.say('alice', '/put demo values="a,b"');
  expect(code).toBe('unknown-outcome');
  it.world.behaviour.delete('a');
  it.world.most = 1;
  const refused = await it.say('alice', `/resume ${runId}`);
  expect(refused.code).toBe('stale');
  expect(it.text(refused)).toMatch(/at most 3.*at most 1/s);
  expect(it.text(refused)).toContain(`/undo ${runId}`);
  expect(it.world.effects).toEqual([]);
  expect((await it.desk.store.runs.get(runId ?? -1))?.state).toBe('interrupted');

  it.world.most = 99;
  expect((await it.say('alice', `/resume ${runId}`)).code).toBe('ok');
  expect(it.world.effects).toEqual(['put a', 'put b']);
});
