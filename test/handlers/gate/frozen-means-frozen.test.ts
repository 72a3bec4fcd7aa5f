import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defineGuard } from '../../../src/actions/guards/guard.ts';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';

let it: ADesk;
beforeEach(async () => {
  it = await aDesk({ environment: 'lab' });
});
afterEach(() => it.close());

/** Alice freezes everything while the guards of a plan are looked at for the `nth` time, as on a slow host. */
function freezeAtLook(nth: number): void {
  let looks = 0;
  const guard = defineGuard({
    guard: 'at-most',
    params: z.strictObject({ count: z.number() }),
    async broken() {
      looks += 1;
      if (looks === nth) expect((await it.say('alice', '/freeze "the chat may be compromised"')).code).toBe('ok');
      return undefined;
    },
  });
  Object.assign(it.desk, { guardKinds: new Map([['at-most', guard]]) });
}

describe('nothing is changed after a freeze was answered', () => {
  test.each([
    ['before the run is opened', 1],
    ['when the run is open and its guards are looked at again', 2],
  ])('%s', async (_, look) => {
    freezeAtLook(look);
    const answer = await it.say('bob', '/put demo values="a"');
    expect(answer.code).toBe('frozen');
    expect(it.world.effects).toEqual([]);
    expect(await it.desk.store.runs.list({ limit: 1, states: ['running', 'interrupted'] })).toEqual([]);
  });

  test('by an approval that was under way either', async () => {
    const asked = await it.say('bob', '/shove demo values="a"');
    freezeAtLook(1);
    expect((await it.say('alice', `/approve ${asked.approvalId}`)).code).toBe('frozen');
    expect(it.world.effects).toEqual([]);
    await it.say('alice', '/thaw');
    expect((await it.say('alice', `/approve ${asked.approvalId}`)).code).toBe('ok');
  });
});
