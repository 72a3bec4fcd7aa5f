import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { defineGuard } from '../../../src/actions/guards/guard.ts';
import type { Plan } from '../../../src/actions/plan.ts';
import { restart } from '../../../src/actions/services/restart.ts';
import { outside } from '../../../src/actions/text.ts';
import { personCalled } from '../../../src/handlers/alerts/may-press.ts';
import { brokenGuards } from '../../../src/handlers/gate/broken-guards.ts';
import { guardContext } from '../../../src/handlers/gate/contexts.ts';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';

const words = { planned: outside('few'), found: outside('many'), next: '/health demo' };
const guard = (name: string, override?: string) =>
  defineGuard({
    guard: name,
    params: z.strictObject({}),
    broken: async () => (override === undefined ? words : { ...words, override }),
  });
const kinds = [guard('yields', 'override="why"'), guard('holds')];

let it: ADesk;
beforeEach(async () => {
  it = await aDesk();
  Object.assign(it.desk, {
    commands: [...it.desk.commands, restart],
    guardKinds: new Map(kinds.map((kind) => [kind.guard, kind])),
  });
});
afterEach(() => it.close());

async function refused(who: string, guards: readonly string[], again = '/restart demo') {
  const { desk } = it;
  const signal = AbortSignal.timeout(5_000);
  const conversation = { platform: 'test', tenant: '', space: who };
  const principal = personCalled(who);
  const about = { private: true, text: again, deliveryKey: 'k', language: 'en' as const, confirmed: false };
  const request = { ...about, desk, principal, conversation, progress: () => {}, signal };
  const plan = { guards: guards.map((each) => ({ guard: each, params: {} })) } as unknown as Plan; // nothing else of it is read
  return brokenGuards(request, plan, guardContext(desk, signal), again);
}

const offered = async (...asked: Parameters<typeof refused>) => (await refused(...asked))?.next;

test('a limit that refuses is recorded as a limit, a plan that no longer fits as stale', async () => {
  const limit = defineGuard({
    guard: 'limits',
    params: z.strictObject({}),
    broken: async () => ({ ...words, code: 'rate-limited' as const }),
  });
  Object.assign(it.desk, { guardKinds: new Map([...it.desk.guardKinds, ['limits', limit]]) });
  expect((await refused('bob', ['limits']))?.code).toBe('rate-limited');
  expect((await refused('bob', ['limits', 'holds']))?.code).toBe('stale');
  expect((await refused('bob', ['holds']))?.code).toBe('stale');
});

test('a guard that may be set aside offers how, ready to be pressed, to who holds the grant for it', async () => {
  expect(await offered('alice', ['yields'])).toEqual(['/health demo', '/restart demo override="why"']);
});

test('to nobody else, and not where another guard would stop it all the same', async () => {
  expect(await offered('bob', ['yields'])).toEqual(['/health demo']);
  expect(await offered('alice', ['yields', 'holds'])).toEqual(['/health demo']);
  expect(await offered('alice', ['yields'], '/undo 7')).toEqual(['/health demo']);
});
