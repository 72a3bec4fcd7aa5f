import { expect, test } from 'vitest';
import { downtimeOf } from '../../../src/actions/services/downtime.ts';
import { inventoryOf, teaching } from '../systems.ts';

const services = inventoryOf({ teaching }).system('teaching')?.services ?? [];
const only = (...ids: readonly string[]) => services.filter(({ id }) => ids.includes(id));
/** Away times by service. */
const history = (times: Readonly<Record<string, readonly number[]>>) => ({
  startsOf: async () => [],
  lastChange: async () => undefined,
  awayTimes: async ({ resource }: { readonly resource: string }) => times[resource.split('/')[1] ?? ''] ?? [],
});

test('as long as the middle one of the last times', async () => {
  const known = history({ llm: [9_000, 11_000, 60_000] });
  expect(await downtimeOf(only('llm'), { history: known })).toEqual({ downtimeMs: 11_000, downtimeIs: 'measured' });
});

test('never measured: what its description allows for stop and start, and says so', async () => {
  const [llm] = only('llm');
  const allowed = (llm?.stopWithin ?? 0) + (llm?.startWithin ?? 0);
  expect(await downtimeOf(only('llm'), { history: history({}) })).toEqual({
    downtimeMs: allowed,
    downtimeIs: 'at-most',
  });
});

test('several are away one after the other, and one that was never measured makes all of it a limit', async () => {
  const known = history({ llm: [10_000], backend: [5_000] });
  expect(await downtimeOf(only('llm', 'backend'), { history: known }, 1_000)).toEqual({
    downtimeMs: 16_000,
    downtimeIs: 'measured',
  });
  expect((await downtimeOf(only('llm', 'frontend'), { history: known })).downtimeIs).toBe('at-most');
});
