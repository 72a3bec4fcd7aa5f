import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { defineChange } from '../../src/actions/action.ts';
import type { Argv } from '../../src/actions/ports.ts';
import { ok } from '../../src/actions/result.ts';
import { defineStep, type StepKind } from '../../src/actions/step.ts';
import { outside } from '../../src/actions/text.ts';
import { onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';

const argvOf: Readonly<Record<string, Argv>> = {
  sleep: ['sleep', '98761'],
  children: ['sh', '-c', 'sleep 98762 & sleep 98763 & wait'],
  deaf: ['sh', '-c', "trap '' TERM HUP INT; while :; do sleep 1; done", '98764'],
  endless: ['sh', '-c', 'yes 98765'],
};

/** A step that only works on the host, as long as the host does. */
const work = defineStep({
  kind: 'work',
  params: z.strictObject({ what: z.string() }),
  memo: z.strictObject({}),
  outputs: z.strictObject({}),
  repeatable: false,
  cancellable: 'now',
  describe: ({ what }) => [what],
  prepare: async () => ok({}),
  async perform({ what }, _memo, { hosts, host, signal }) {
    const done = await hosts.exec(host, argvOf[what] ?? ['false'], { signal, timeoutMs: 60_000 });
    return done.ok ? ok({}) : done;
  },
  readBack: async () => 'not-done',
});

const toil = defineChange({
  name: 'toil',
  aliases: [],
  summary: { key: 'restart.summary' },
  examples: ['/toil teaching what=sleep'],
  takes: { system: { word: 'system', optional: false }, what: { word: 'option', optional: false } },
  input: z.strictObject({ system: z.string(), what: z.string() }),
  permission: 'service:restart',
  risk: 'changes',
  timeoutMs: 5_000,
  plan: async (input, { planId, now }) =>
    ok({
      action: 'toil',
      input,
      system: 'teaching',
      environment: 'production',
      planId,
      plannedAtMs: now(),
      risk: 'changes',
      locks: [{ resource: 'host:h3', mode: 'exclusive' }],
      guards: [],
      summary: outside('toil'),
      facts: [],
      steps: [
        {
          kind: 'work',
          host: 'h3',
          title: outside('toil'),
          timeoutMs: 60_000,
          onFailure: 'leave',
          params: { what: input.what },
        },
      ],
    }),
});

let it: LabDesk;
beforeAll(async () => {
  it = await labDesk((desk) => ({
    ...desk,
    commands: [...desk.commands, toil],
    stepKinds: new Map([...desk.stepKinds, ['work', work as unknown as StepKind]]), // parsed by its own schema
  }));
});
afterAll(() => it.close());

const alive = (what: string): string => onHost('h3', `pgrep -u teaching -f '${what}' || true`);

test.each([
  ['sleep', '98761'],
  ['children', '9876[23]'],
  ['deaf', '98764'],
  ['endless', '98765'],
])('/cancel ends what %s left on the host, and the host itself shows it gone', async (what, pattern) => {
  expect(alive(pattern)).toBe('');
  const going = it.say('bob', `/toil teaching what=${what}`, true);
  while (alive(pattern) === '') await new Promise((resolve) => setTimeout(resolve, 50));
  const [run] = await it.desk.store.runs.list({ limit: 1 });
  const cancelled = await it.say('bob', `/cancel ${run?.runId}`);
  expect(cancelled.code).toBe('ok');
  expect((await going).code).toBe('cancelled');
  expect(alive(pattern)).toBe('');
});
