import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { defineGuard } from '../../../src/actions/guards/guard.ts';
import { aDesk, cast } from '../../fakes/a-desk.ts';

test('a yes does not count from who lost the right to it while the hosts were still looked at', async () => {
  const it = await aDesk({ environment: 'lab' });
  onTestFinished(() => it.close());
  const asked = await it.say('bob', '/shove demo values="a"');
  const settings = it.desk.settings();
  const grants = cast.grants.map((grant) => ({ ...grant, approve: [] }));
  const guard = defineGuard({
    guard: 'at-most',
    params: z.strictObject({ count: z.number() }),
    async broken() {
      Object.assign(it.desk, { settings: () => ({ ...settings, policy: { ...cast, grants } }) });
      return undefined;
    },
  });
  Object.assign(it.desk, { guardKinds: new Map([['at-most', guard]]) });
  expect((await it.say('alice', `/approve ${asked.approvalId}`)).code).toBe('denied');
  expect(it.world.effects).toEqual([]);
});
