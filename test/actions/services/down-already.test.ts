import { describe, expect, test } from 'vitest';
import type { Change } from '../../../src/actions/action.ts';
import type { Plan } from '../../../src/actions/plan.ts';
import { restart } from '../../../src/actions/services/restart.ts';
import { stop } from '../../../src/actions/services/stop.ts';
import { FakeMachines, gone } from '../fake-machines.ts';
import { plain } from '../plain-text.ts';
import { inventoryOf, talentlens, teaching } from '../systems.ts';

const machines = () => new FakeMachines(inventoryOf({ teaching, talentlens }));
const planOf = async (action: unknown, input: unknown, world = machines()) => {
  const change = action as Change;
  return change.plan(change.input.parse(input), world.context());
};
async function planned(action: unknown, input: unknown, world = machines()): Promise<Plan> {
  const plan = await planOf(action, input, world);
  if (!plan.ok) throw new Error(JSON.stringify(plan.failure));
  return plan.value;
}
const facts = ({ facts: blocks }: Plan): readonly string[] =>
  blocks.flatMap((block) => (block.type === 'text' ? [plain(block.text)] : []));

describe('what is down already', () => {
  const without = (...ids: readonly string[]) => {
    const world = machines();
    for (const id of ids) world.process(world.service('teaching', id), gone(4127));
    return world;
  };

  test('does not go away by a restart, and its outcome says that it was down before', async () => {
    const plan = await planned(restart, { system: 'teaching', service: 'llm' }, without('llm'));
    expect(plan.downtimeMs).toBeUndefined();
    const at = (outputs: Readonly<Record<string, number>>) => ({ startedAtMs: 0, finishedAtMs: 661, outputs });
    const words = (outputs: Readonly<Record<string, number>>) =>
      plain(
        (restart as Change).outcome?.({ plan, runId: 1, steps: [at(outputs), at({}), at({ pid: 60 })] }) ?? {
          outside: '',
        },
      );
    expect(words({ killed: 0, children: 0, idle: 1 })).toBe(
      'llm is back · was down before · healthy after 661 ms · pid 60',
    );
    expect(words({ pid: 59 })).toContain('llm is back · away 661 ms');
    expect(words({ wasDown: 1, downSinceMs: Date.UTC(2025, 10, 21, 18, 14) })).toContain('was down before, since ');
  });

  test('counts for nothing in how long all of a system is away', async () => {
    const all = await planned(restart, { system: 'teaching' });
    const two = await planned(restart, { system: 'teaching' }, without('backend'));
    expect(two.downtimeMs).toBeLessThan(all.downtimeMs ?? 0);
  });

  test('is not said to stay up', async () => {
    const plan = await planned(restart, { system: 'teaching', service: 'llm' }, without('backend', 'frontend'));
    expect(facts(plan)).toContain('Down already and left so: backend, frontend.');
    expect(facts(plan)).toContain('Stays up: redis.');
    const well = facts(await planned(restart, { system: 'teaching', service: 'llm' }));
    expect(well.at(-1)).toMatch(/^Stays up: (?=.*backend)(?=.*frontend)(?=.*redis)/);
  });

  test('cannot be stopped: nobody is asked to approve that', async () => {
    const one = await planOf(stop, { system: 'teaching', service: 'llm' }, without('llm'));
    expect(one).toMatchObject({ ok: false, failure: { code: 'not-found', next: ['/start llm'] } });
    const all = await planOf(stop, { system: 'teaching' }, without('llm', 'backend', 'frontend'));
    expect(all).toMatchObject({ ok: false, failure: { code: 'not-found', next: ['/start teaching'] } });
    expect((await planOf(stop, { system: 'teaching' }, without('llm', 'backend'))).ok).toBe(true);
  });
});
