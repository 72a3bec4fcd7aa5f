import { describe, expect, test } from 'vitest';
import type { RunState } from '../../../src/handlers/store/runs.ts';
import { entry, exclusive, plan, shared } from './rows.ts';
import type { OpenState } from './state-in-test.ts';

export function describeHistory(name: string, open: OpenState): void {
  describe(`${name}: history`, () => {
    test('counts the runs that took a resource or its whole system, however they ended', async () => {
      const state = await open();
      const started = async (atMs: number, more: Parameters<typeof plan>[0], to: RunState) => {
        const { runId } = await state.run({ plan: plan(more), audit: entry({ atMs }) });
        await state.end(runId, to);
      };
      await started(999, {}, 'succeeded');
      await started(1_000, {}, 'failed');
      await started(1_100, { action: 'start' }, 'succeeded');
      await started(1_200, { locks: [exclusive('system:teaching'), exclusive('service:teaching/llm')] }, 'succeeded');
      await started(1_300, { locks: [shared('service:teaching/llm')] }, 'succeeded');
      await started(1_400, { locks: [exclusive('service:teaching/backend')] }, 'succeeded');
      await state.run({ audit: entry({ atMs: 1_500 }) });
      const count = (actions: string[]) =>
        state.history.runsOf({ actions, resource: 'service:teaching/llm', sinceMs: 1_000 });
      expect(await count(['restart'])).toBe(3);
      expect(await count(['restart', 'start'])).toBe(4);
      expect(await count([])).toBe(0);
    });

    test('names the newest finished change of a system', async () => {
      const state = await open();
      expect(await state.history.lastChange('teaching')).toBeUndefined();
      const first = await state.run();
      await state.end(first.runId, 'failed');
      await state.run();
      expect(await state.history.lastChange('teaching')).toEqual({
        runId: first.runId,
        action: 'restart',
        by: 'person:alice',
        atMs: 1_000,
      });
      expect(await state.history.lastChange('zk')).toBeUndefined();
    });
  });
}
