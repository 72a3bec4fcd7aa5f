import { describe, expect, test } from 'vitest';
import { entry } from './rows.ts';
import type { OpenState } from './state-in-test.ts';

export function describeTimeline(name: string, open: OpenState): void {
  describe(`${name}: the timeline`, () => {
    test('gives rows of the events asked for and the runs of that time, the newest first, no more than asked', async () => {
      const state = await open();
      const { store } = state;
      for (const [atMs, event] of [
        [100, 'frozen'],
        [200, 'thawed'],
        [300, 'frozen'],
        [400, 'page.opened'],
      ] as const)
        await store.audit.append(entry({ atMs, event, system: 'teaching' }));
      await store.audit.append(entry({ atMs: 350, event: 'command.closed', action: 'login' }));
      await store.audit.append(entry({ atMs: 360, event: 'command.closed', action: 'health', system: 'teaching' }));
      const { runId } = await state.run();
      await state.end(runId, 'succeeded');
      const asked = { sinceMs: 150, untilMs: 2_500, events: ['frozen', 'thawed'], commands: ['login'], limit: 10 };
      const all = await store.timeline.between(asked);
      expect(all.rows.map(({ atMs }) => atMs)).toEqual([350, 300, 200]);
      expect(all.runs.map((run) => run.runId)).toEqual([runId]);
      const teaching = await store.timeline.between({ ...asked, systems: ['teaching', 'zk'], limit: 1 });
      expect(teaching.rows.map(({ atMs }) => atMs)).toEqual([300]);
      expect(teaching.runs).toHaveLength(1);
      expect((await store.timeline.between({ ...asked, systems: ['talentlens'] })).runs).toEqual([]);
      expect((await store.timeline.between({ ...asked, sinceMs: 2_100 })).runs).toEqual([]);
    });
  });
}
