import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';

let it: ADesk;
beforeEach(async () => {
  it = await aDesk({ environment: 'lab' });
  const commands = it.desk.commands.map((command) =>
    command.name === 'put' ? { ...command, furtherPermissions: () => ['restart:override'] } : command,
  );
  Object.assign(it.desk, { commands });
});
afterEach(() => it.close());

test('to go on with a run needs every permission that starting it needed', async () => {
  it.world.behaviour.set('a', 'unknown');
  expect((await it.say('bob', '/put demo values="a,b"')).code).toBe('denied');
  const { runId, code } = await it.say('alice', '/put demo values="a,b"');
  expect(code).toBe('unknown-outcome');
  it.world.behaviour.set('a', 'unknown-done');
  expect((await it.say('bob', `/resume ${runId}`)).code).toBe('denied');
  expect(it.world.effects).toEqual([]);
  expect((await it.desk.store.runs.get(runId ?? -1))?.state).toBe('interrupted');
});
