import { describe, expect, test } from 'vitest';
import type { RunState } from '../../../src/handlers/store/runs.ts';
import { entry, exclusive, plan, shared } from './rows.ts';
import type { OpenState } from './state-in-test.ts';

export function describeHistory(name: string, open: OpenState): void {
  describe(`${name}: history`, () => {
    test('knows when runs took a resource or its whole system, however they ended', async () => {
      const state = await open();
      const started = async (atMs: number, more: Parameters<typeof plan>[0], to: RunState) => {
        const { runId } = await state.run({ plan: plan(more), audit: entry({ atMs }) });
        await state.end(runId, to);
      };
      await started(999, {}, 'succeeded');
      await started(1_000, {}, 'abandoned');
      await started(1_100, { action: 'start' }, 'succeeded');
      await started(1_200, { locks: [exclusive('system:teaching'), exclusive('service:teaching/llm')] }, 'succeeded');
      await started(1_300, { locks: [shared('service:teaching/llm')] }, 'succeeded');
      await started(1_400, { locks: [exclusive('service:teaching/backend')] }, 'succeeded');
      await state.run({ audit: entry({ atMs: 1_500 }) });
      const starts = (actions: string[], exceptRunId?: number) =>
        state.history.startsOf({
          actions,
          resource: 'service:teaching/llm',
          sinceMs: 1_000,
          ...(exceptRunId === undefined ? {} : { exceptRunId }),
        });
      expect(await starts(['restart'])).toEqual([1_000, 1_200, 1_500]);
      expect(await starts(['restart'], 2)).toEqual([1_200, 1_500]);
      expect(await starts(['restart', 'start'])).toEqual([1_000, 1_100, 1_200, 1_500]);
      expect(await starts([])).toEqual([]);
    });

    test('counts no restart that failed before it did anything', async () => {
      const state = await open();
      const restarted = async (atMs: number, to: RunState, outputs?: Readonly<Record<string, number>>) => {
        const { runId } = await state.run({ audit: entry({ atMs }) });
        if (outputs !== undefined) {
          await state.store.runs.journal({ runId, step: 1, phase: 'prepared', atMs, memo: {} });
          await state.store.runs.journal({ runId, step: 1, phase: 'done', atMs, outputs });
        }
        if (to !== 'running') await state.end(runId, to);
      };
      await restarted(1_000, 'failed');
      await restarted(1_100, 'failed', { killed: 0, children: 0, idle: 1 });
      await restarted(1_200, 'cancelled');
      await restarted(1_300, 'failed', { killed: 0, children: 0, pid: 59 });
      await restarted(1_400, 'succeeded', { idle: 1 });
      await restarted(1_500, 'running');
      const query = { actions: ['restart'], resource: 'service:teaching/llm', sinceMs: 0 };
      expect(await state.history.startsOf(query)).toEqual([1_300, 1_400, 1_500]);
    });

    test('tells how long a service was away when it alone was restarted, and how often that is known', async () => {
      const state = await open();
      const restarted = async (
        awayMs: number,
        more: Parameters<typeof plan>[0] = {},
        to: RunState = 'succeeded',
        outputs: Readonly<Record<string, number>> = {},
      ) => {
        const { runId } = await state.run({ plan: plan(more) });
        await state.store.runs.journal({ runId, step: 1, phase: 'prepared', atMs: 5_000, memo: {} });
        await state.store.runs.journal({ runId, step: 1, phase: 'done', atMs: 5_000 + awayMs, outputs });
        await state.end(runId, to);
      };
      const times = (limit: number) => state.history.awayTimes({ resource: 'service:teaching/llm', limit });
      expect(await times(5)).toEqual([]);
      await restarted(1_000);
      await restarted(7_000, { action: 'stop' });
      await restarted(7_000, {}, 'failed');
      await restarted(7_000, { locks: [exclusive('service:teaching/llm'), exclusive('service:teaching/backend')] });
      // It was down before, so nothing is known of how long a restart takes it away.
      await restarted(7_000, {}, 'succeeded', { idle: 1 });
      await restarted(7_000, {}, 'succeeded', { wasDown: 1 });
      await restarted(2_000);
      await restarted(3_000);
      expect((await times(5)).toSorted()).toEqual([1_000, 2_000, 3_000]);
      expect((await times(2)).toSorted()).toEqual([2_000, 3_000]);
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
        ended: 'failed',
      });
      expect(await state.history.lastChange('zk')).toBeUndefined();
      expect(await state.history.lastChange('teaching', 'service:teaching/llm')).toMatchObject({ runId: first.runId });
      expect(await state.history.lastChange('teaching', 'service:teaching/backend')).toBeUndefined();
    });
  });
}
