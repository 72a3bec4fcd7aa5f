import { describe, expect, test } from 'vitest';
import { restartsBelow } from '../../../src/actions/guards/restarts-below.ts';
import { FakeMachines, gone, nowMs } from '../fake-machines.ts';
import { plain } from '../plain-text.ts';
import { inventoryOf, talentlens, teaching } from '../systems.ts';

const minute = 60_000;

describe('the limit of three restarts an hour', () => {
  const broken = (runs: readonly (readonly [string, number])[], process?: string) => {
    const world = new FakeMachines(inventoryOf({ teaching, talentlens }));
    if (process !== undefined) world.process(world.service('teaching', 'llm'), process);
    world.runs.push(...runs.map(([resource, ago]) => ({ resource, atMs: nowMs - ago * minute })));
    return restartsBelow.broken({ system: 'teaching', service: 'llm', below: 3 }, world.context());
  };
  const llm = 'service:teaching/llm';

  test.each<readonly [string, readonly (readonly [string, number])[]]>([
    ['the first', []],
    [
      'the third',
      [
        [llm, 10],
        [llm, 20],
      ],
    ],
    [
      'the fourth, when one was over an hour ago',
      [
        [llm, 10],
        [llm, 20],
        [llm, 61],
      ],
    ],
    [
      'the fourth of another service',
      [
        ['service:teaching/backend', 1],
        ['service:teaching/backend', 2],
        ['service:teaching/backend', 3],
      ],
    ],
  ])('allows %s', async (_which, runs) => {
    expect(await broken(runs)).toBeUndefined();
  });

  test('refuses the fourth and says why and what to do', async () => {
    const refused = await broken([
      [llm, 10],
      [llm, 20],
      [llm, 59],
    ]);
    expect(plain(refused?.message ?? { outside: '' })).toContain('llm was restarted 3 times within the last hour');
    expect(refused?.next).toBe('/health llm');
    expect(refused?.override).toBe('override="why"');
  });

  test('offers to start one that is down: that is no restart loop', async () => {
    const refused = await broken(
      [
        [llm, 10],
        [llm, 20],
        [llm, 59],
      ],
      gone(4127),
    );
    expect(plain(refused?.message ?? { outside: '' })).toContain('It is down now, and starting it is not limited');
    expect(refused?.next).toBe('/start llm');
  });

  test('says when the next one is free: once few enough are within the hour', async () => {
    const free = async (...ago: readonly number[]) => {
      const { message } = (await broken(ago.map((each) => [llm, each] as const))) ?? {};
      const at = message !== undefined && 'key' in message ? message.params?.at : undefined;
      return at;
    };
    expect(await free(10, 20, 59)).toEqual({ atMs: nowMs + minute });
    expect(await free(50, 10, 20, 59)).toEqual({ atMs: nowMs + 10 * minute });
  });
});
