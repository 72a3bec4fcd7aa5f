import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { defineChange } from '../../../src/actions/action.ts';
import { ok } from '../../../src/actions/result.ts';
import { defineStep, type StepKind } from '../../../src/actions/step.ts';
import { outside } from '../../../src/actions/text.ts';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';

const looked: string[] = [];
const look = defineStep({
  kind: 'look',
  params: z.strictObject({ value: z.string() }),
  memo: z.strictObject({}),
  outputs: z.strictObject({}),
  repeatable: true,
  onlyLooks: true,
  cancellable: 'now',
  describe: () => ['look'],
  prepare: async () => ok({}),
  async perform({ value }) {
    looked.push(value);
    return ok({});
  },
  readBack: async () => 'not-done',
});
/** Says that it only looks; `kind` is what it does. */
const inspect = (kind: string) =>
  defineChange({
    name: 'inspect',
    aliases: [],
    summary: { key: 'restart.summary' },
    examples: ['/inspect demo'],
    takes: { system: { word: 'system', optional: false } },
    input: z.strictObject({ system: z.string() }),
    permission: 'service:read',
    risk: 'looks',
    timeoutMs: 5_000,
    plan: async (input, { planId, now }) =>
      ok({
        action: 'inspect',
        input,
        system: 'demo',
        environment: 'production',
        planId,
        plannedAtMs: now(),
        risk: 'looks',
        locks: [{ resource: 'backup:demo', mode: 'shared' }],
        guards: [],
        summary: outside('inspect'),
        facts: [],
        steps: [
          { kind, host: 'h1', title: outside('look'), timeoutMs: 5_000, onFailure: 'leave', params: { value: 'a' } },
        ],
      }),
  });

let it: ADesk;
const withLook = (kind: string): void => {
  Object.assign(it.desk, {
    commands: [...it.desk.commands, inspect(kind)],
    stepKinds: new Map([...it.desk.stepKinds, ['look', look as unknown as StepKind]]), // parsed by its own schema
  });
};
beforeEach(async () => {
  looked.length = 0;
  it = await aDesk({ environment: 'production' });
});
afterEach(() => it.close());

test('in production nobody is asked, under a freeze it goes on, and it is not what changed', async () => {
  withLook('look');
  expect((await it.say('carol', '/inspect demo')).code).toBe('ok');
  await it.say('alice', '/freeze "the chat may be compromised"');
  expect((await it.say('carol', '/inspect demo')).code).toBe('ok');
  expect(looked).toEqual(['a', 'a']);
  expect(await it.desk.history.lastChange('demo')).toBeUndefined();
  const runs = await it.desk.store.runs.list({ limit: 5 });
  expect(runs.map(({ state, requester }) => [state, requester])).toEqual([
    ['succeeded', 'person:carol'],
    ['succeeded', 'person:carol'],
  ]);
});

test('a plan that says so and does more is a bug, found before anything is done', async () => {
  withLook('put');
  expect((await it.say('carol', '/inspect demo')).code).toBe('internal');
  expect(it.world.effects).toEqual([]);
  expect(await it.desk.store.runs.list({ limit: 5 })).toEqual([]);
});
