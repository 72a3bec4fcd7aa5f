import { describe, expect, test } from 'vitest';
import { delivery } from './rows.ts';
import { answer, deadPid, type OpenState } from './state-in-test.ts';

export function describeDeliveries(name: string, open: OpenState): void {
  describe(`${name}: deliveries`, () => {
    test('the first is new; the same key again, while it is worked on, was seen', async () => {
      const state = await open();
      await state.register('bot-1');
      expect(await state.store.deliveries.accept(delivery())).toEqual({ state: 'new' });
      expect(await state.store.deliveries.accept(delivery())).toEqual({ state: 'seen' });
      expect(await state.store.deliveries.accept(delivery({ owner: 'cli-2' }))).toEqual({ state: 'seen' });
    });

    test('one that was answered brings its answer back, whoever asks', async () => {
      const state = await open();
      await state.store.deliveries.accept(delivery());
      await state.store.deliveries.answered('terminal:1', { ...answer, code: 'busy' });
      await state.store.deliveries.answered('terminal:1', answer);
      expect(await state.store.deliveries.accept(delivery({ owner: 'bot-2' }))).toEqual({ state: 'seen', answer });
    });

    test('one whose owner died goes to exactly one of those who ask', async () => {
      const state = await open();
      await state.register('bot-1', { pid: deadPid });
      await state.register('bot-2');
      await state.register('bot-3');
      await state.store.deliveries.accept(delivery());
      const other = await state.open();
      const states = await Promise.all([
        state.store.deliveries.accept(delivery({ owner: 'bot-2' })),
        other.store.deliveries.accept(delivery({ owner: 'bot-3' })),
      ]);
      expect(states.map((each) => each.state).sort()).toEqual(['orphaned', 'seen']);
    });

    test('one whose owner left without an answer is orphaned', async () => {
      const state = await open();
      await state.register('bot-1');
      await state.store.deliveries.accept(delivery());
      await state.store.instances.leave('bot-1');
      expect(await state.store.deliveries.accept(delivery({ owner: 'bot-2' }))).toEqual({ state: 'orphaned' });
    });

    test('one whose owner died after it began a run is not done again', async () => {
      const state = await open();
      await state.register('bot-1', { pid: deadPid });
      await state.register('bot-2');
      await state.store.deliveries.accept(delivery({ owed: true }));
      await state.run({ delivery: delivery().key });
      expect(await state.store.deliveries.accept(delivery({ owner: 'bot-2' }))).toEqual({ state: 'seen' });
      // Its answer is owed still.
      expect(await state.store.deliveries.owed({ nowMs: 2_000, limit: 9 })).toHaveLength(1);
    });

    test('are counted by sender since a time, that time included', async () => {
      const state = await open();
      for (const [key, atMs] of [
        ['a', 999],
        ['b', 1_000],
        ['c', 1_500],
      ] as const)
        await state.store.deliveries.accept(delivery({ key, atMs }));
      await state.store.deliveries.accept(delivery({ key: 'd', sender: 'terminal:bob' }));
      expect(await state.store.deliveries.countSince(['terminal:alice'], 1_000)).toBe(2);
    });
  });
}
