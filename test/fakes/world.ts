import * as z from 'zod';
import { defineChange, defineQuery } from '../../src/actions/action.ts';
import { defineGuard, type GuardKind } from '../../src/actions/guards/guard.ts';
import type { Plan, Risk, Step } from '../../src/actions/plan.ts';
import { fail, ok } from '../../src/actions/result.ts';
import { secretInput, secretRef } from '../../src/actions/secret-input.ts';
import { defineStep, type StepKind } from '../../src/actions/step.ts';
import { outside, texts } from '../../src/actions/text.ts';

const say = texts('test-world', {
  summary: { en: 'A test.', zh: '测试。' },
  key: { en: 'the key', zh: '密钥' },
  step: { en: 'put {value}', zh: '放 {value}' },
  failed: { en: 'could not put {value}', zh: '无法放 {value}' },
});

/** A host that is a list of values: what steps put there, and how each is to behave. */
export interface World {
  readonly values: string[];
  /** Every effect in order: `put a`, `take a`. */
  readonly effects: string[];
  /** What performing a value does instead of putting it. */
  readonly behaviour: Map<
    string,
    'fails' | 'slow' | 'fails-after' | 'unknown' | 'unknown-done' | 'hangs' | 'throws' | 'undo-fails' | 'idle'
  >;
  /** Guard: the greatest number of values a plan may find. */
  most: number;
  /** Lets a slow step go on. */
  release(): void;
  readonly stepKinds: ReadonlyMap<string, StepKind>;
  readonly guardKinds: ReadonlyMap<string, GuardKind>;
}

export function makeWorld(): World {
  const values: string[] = [];
  const effects: string[] = [];
  const behaviour: World['behaviour'] = new Map();
  let release: () => void = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const put = defineStep({
    kind: 'put',
    params: z.strictObject({ value: z.union([z.string(), z.number()]) }),
    memo: z.strictObject({ was: z.boolean() }),
    outputs: z.strictObject({ size: z.number(), idle: z.int().exactOptional() }),
    repeatable: false,
    cancellable: 'now',
    describe: ({ value }) => [`put ${value}`],
    manual: ({ value }) => [`take ${value}`],
    prepare: async ({ value }) => ok({ was: values.includes(String(value)) }),
    async perform({ value }, _memo, context) {
      const name = String(value);
      const how = behaviour.get(name);
      const failed = () => fail('command-failed', say.failed({ value: name }));
      if (how === 'throws') throw new Error('a bug in a step');
      if (how === 'fails') return failed();
      if (how === 'idle') return ok({ size: values.length, idle: 1 });
      if (how === 'slow') {
        await released;
        // Longer than the engine takes to look for a cancel.
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      if (how === 'hangs') {
        await new Promise((_resolve, reject) => {
          context.signal.addEventListener('abort', () => reject(context.signal.reason), { once: true });
        });
      }
      if (how !== 'unknown') {
        values.push(name);
        effects.push(`put ${name}`);
      }
      if (how === 'fails-after') return failed();
      if (how === 'unknown' || how === 'unknown-done') return fail('unknown-outcome', say.failed({ value: name }));
      return ok({ size: values.length });
    },
    async undo({ value }, memo) {
      const name = String(value);
      if (behaviour.get(name) === 'undo-fails') return fail('command-failed', say.failed({ value: name }));
      if (!memo.was && values.includes(name)) {
        values.splice(values.indexOf(name), 1);
        effects.push(`take ${name}`);
      }
      return ok(undefined);
    },
    readBack: async ({ value }) => {
      if (behaviour.get(String(value)) === 'unknown') return 'unknown';
      return values.includes(String(value)) ? 'done' : 'not-done';
    },
    recall: async () => ok({ size: values.length }),
  });
  const putSecret = defineStep({
    kind: 'put-secret',
    params: z.strictObject({ value: secretRef }),
    memo: z.strictObject({}),
    outputs: z.strictObject({}),
    repeatable: true,
    cancellable: 'now',
    describe: () => ['put the key'],
    prepare: async () => ok({}),
    async perform({ value }, _memo, { secrets, progress }) {
      const given = await secrets.reveal(value.secret);
      if (!given.ok) return given;
      // A host that repeats what it was given.
      progress(outside(`the host says: got ${given.value}`));
      effects.push(`put secret of ${given.value.length}`);
      return behaviour.get('secret') === 'fails'
        ? fail('command-failed', say.failed({ value: `key ${given.value}` }), {
            evidence: [{ type: 'code', text: given.value }],
          })
        : ok({});
    },
    readBack: async () => 'done',
  });
  const world: World = {
    values,
    effects,
    behaviour,
    most: 99,
    release: () => release(),
    stepKinds: new Map([
      ['put', put as unknown as StepKind], // params are parsed by its own schema
      ['put-secret', putSecret as unknown as StepKind],
    ]),
    guardKinds: new Map(),
  };
  const atMost = defineGuard({
    guard: 'at-most',
    params: z.strictObject({ count: z.number() }),
    broken: async ({ count }) =>
      world.most >= count
        ? undefined
        : { planned: outside(`at most ${count}`), found: outside(`at most ${world.most}`) },
  });
  return {
    ...world,
    guardKinds: new Map([['at-most', atMost]]),
    get most() {
      return world.most;
    },
    set most(value) {
      world.most = value;
    },
  };
}

const step = (value: unknown): Step => ({
  ...(typeof value === 'string' && value.startsWith('_') ? { belongsToPrevious: true as const } : {}),
  kind: 'put',
  host: 'h1',
  title: say.step({ value: typeof value === 'string' ? value : 'size' }),
  timeoutMs: 5_000,
  onFailure: 'undo',
  params: { value },
});

const put = (name: string, risk: Risk) =>
  defineChange({
    name,
    aliases: [],
    summary: say.summary(),
    examples: [`/${name} demo values="a,b"`],
    takes: { system: { word: 'system', optional: false }, values: { word: 'option', optional: false } },
    input: z.strictObject({ system: z.string(), values: z.string() }),
    permission: 'service:put',
    risk,
    timeoutMs: 5_000,
    plan: async ({ system, values }, { planId, now, inventory }) => {
      const plan: Plan = {
        action: name,
        input: { system, values },
        system,
        environment: inventory.environment(system) ?? 'lab',
        planId,
        plannedAtMs: now(),
        risk,
        locks: [{ resource: `service:${system}/thing`, mode: 'exclusive' }],
        guards: [{ guard: 'at-most', params: { count: 3 } }],
        summary: say.summary(),
        facts: [],
        // `_b` belongs to the step before it.
        steps: values.split(',').map((value) => step(value === 'size' ? { from: 'step-1.size' } : value)),
      };
      return ok(plan);
    },
  });

/** Puts what was given privately; only its length is an effect. */
const give = defineChange({
  name: 'give key',
  aliases: ['交密钥'],
  summary: say.summary(),
  examples: ['/give key demo'],
  takes: { system: { word: 'system', optional: true }, value: { word: 'secret', optional: true, label: say.key() } },
  input: z.strictObject({ system: z.string(), value: secretInput }),
  permission: 'service:put',
  risk: 'changes',
  timeoutMs: 5_000,
  plan: async ({ system, value }, { planId, now, inventory }) =>
    ok({
      action: 'give key',
      input: { system, value },
      system,
      environment: inventory.environment(system) ?? 'lab',
      planId,
      plannedAtMs: now(),
      risk: 'changes',
      locks: [{ resource: `service:${system}/thing`, mode: 'exclusive' }],
      guards: [{ guard: 'at-most', params: { count: 3 } }],
      summary: say.summary(),
      facts: [],
      steps: [
        { kind: 'put-secret', host: 'h1', title: say.key(), timeoutMs: 5_000, onFailure: 'undo', params: { value } },
      ],
    }),
});

/** `/put` asks its requester, `/shove` a second person; `/look` only reads. */
export const worldActions = [
  put('put', 'changes'),
  put('shove', 'dangerous'),
  give,
  defineQuery({
    name: 'look',
    aliases: [],
    summary: say.summary(),
    examples: ['/look demo'],
    takes: { system: { word: 'system', optional: true } },
    input: z.strictObject({ system: z.string().optional() }),
    permission: 'status:read',
    everySystem: true,
    timeoutMs: 5_000,
    report: async ({ system }, { now }) =>
      ok({ verdict: 'ok', headline: outside(`looked at ${system ?? ''}`), measuredAtMs: now(), blocks: [], next: [] }),
  }),
];
