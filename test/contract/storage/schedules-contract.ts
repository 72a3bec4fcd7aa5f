import { describe, expect, test } from 'vitest';
import { entry } from './rows.ts';
import type { OpenState, StateInTest } from './state-in-test.ts';

export function describeSchedules(name: string, open: OpenState): void {
  describe(`${name}: schedules`, () => {
    const turn = {
      schedule: 'nightly',
      handledMs: 2_000,
      dueMs: 2_000,
      count: 1,
      atMs: 2_010,
      by: 'scheduler',
      owner: 'bot-1',
    };
    const withBot = async (): Promise<StateInTest> => {
      const state = await open();
      await state.register('bot-1');
      await state.store.schedules.know([{ id: 'nightly', timing: '0 2 * * * UTC' }], 1_000);
      return state;
    };

    test('are handled from when they were first known, and anew when their timing is another', async () => {
      const { store } = await withBot();
      const again = await store.schedules.know([{ id: 'nightly', timing: '0 2 * * * UTC' }], 5_000);
      expect(again).toEqual([{ id: 'nightly', timing: '0 2 * * * UTC', handledMs: 1_000 }]);
      const changed = await store.schedules.know([{ id: 'nightly', timing: '0 3 * * * UTC' }], 6_000);
      expect(changed).toEqual([{ id: 'nightly', timing: '0 3 * * * UTC', handledMs: 6_000 }]);
      expect(await store.schedules.states()).toEqual(changed);
    });

    test('that are configured no more are forgotten, and begin anew when they come back', async () => {
      const { store } = await withBot();
      expect(await store.schedules.know([{ id: 'other', timing: '0 4 * * * UTC' }], 5_000)).toHaveLength(1);
      expect((await store.schedules.states()).map(({ id }) => id)).toEqual(['other']);
      await store.schedules.know([{ id: 'nightly', timing: '0 2 * * * UTC' }], 9_000);
      expect(await store.schedules.states()).toMatchObject([{ id: 'nightly', handledMs: 9_000 }]);
    });

    test('begin one turn at a time; a second one is kept as an overlap and handled all the same', async () => {
      const { store } = await withBot();
      const first = await store.schedules.begin(turn);
      if (!first.begun) throw new Error('it did not begin');
      const second = await store.schedules.begin({ ...turn, handledMs: 3_000, dueMs: 3_000 });
      expect(second).toMatchObject({ begun: false, since: { number: first.number, startedAtMs: 2_010 } });
      expect((await store.schedules.states())[0]?.handledMs).toBe(3_000);
      await store.schedules.finish(first.number, { atMs: 2_500, outcome: 'ok', verdict: 'ok', runId: 7 });
      expect((await store.schedules.begin({ ...turn, handledMs: 4_000 })).begun).toBe(true);
      const turns = await store.schedules.turns({ schedule: 'nightly', limit: 9 });
      expect(turns.map(({ outcome }) => outcome)).toEqual(['running', 'overlap', 'ok']);
      expect(turns[2]).toMatchObject({ finishedAtMs: 2_500, verdict: 'ok', runId: 7, by: 'scheduler', count: 1 });
    });

    test('the same turn is begun by one of two that saw it due', async () => {
      const { store } = await withBot();
      expect((await store.schedules.begin({ ...turn, expectMs: 1_000 })).begun).toBe(true);
      expect(await store.schedules.begin({ ...turn, expectMs: 1_000 })).toEqual({ begun: false });
      expect(await store.schedules.turns({ limit: 9 })).toHaveLength(1);
    });

    test('turns of a process that is gone are in nobody’s way, and are found as interrupted, once', async () => {
      const { store } = await withBot();
      const begun = await store.schedules.begin(turn);
      expect(await store.schedules.interrupted(3_000)).toEqual([]);
      await store.instances.leave('bot-1');
      const found = await store.schedules.interrupted(3_000);
      expect(found).toMatchObject([
        { number: begun.begun ? begun.number : 0, outcome: 'interrupted', finishedAtMs: 3_000 },
      ]);
      expect(await store.schedules.interrupted(4_000)).toEqual([]);
    });

    test('are paused and resumed with an audit row each; what fell due meanwhile is handled', async () => {
      const { store } = await withBot();
      const by = { by: 'person:alice', atMs: 1_500 };
      const nightly = { id: 'nightly', timing: '0 2 * * * UTC' };
      expect(await store.schedules.pause(nightly, by, entry({ event: 'schedule.paused' }))).toBe(true);
      expect(await store.schedules.pause(nightly, by, entry({ event: 'schedule.paused' }))).toBe(false);
      expect(await store.schedules.states()).toMatchObject([{ paused: by }]);
      expect(await store.schedules.resume('nightly', 9_000, entry({ event: 'schedule.resumed' }))).toBe(true);
      expect(await store.schedules.resume('nightly', 9_500, entry({ event: 'schedule.resumed' }))).toBe(false);
      expect(await store.schedules.states()).toEqual([{ id: 'nightly', timing: '0 2 * * * UTC', handledMs: 9_000 }]);
      const events = (await store.audit.list({ limit: 9 })).map(({ event }) => event);
      expect(events).toEqual(['schedule.resumed', 'schedule.paused']);
    });
  });
}
