import { describe, expect, test } from 'vitest';
import { entry } from './rows.ts';
import type { OpenState } from './state-in-test.ts';

export function describeFreezes(name: string, open: OpenState): void {
  describe(`${name}: freezes`, () => {
    const freeze = { scope: 'teaching', reason: 'exam week', by: 'person:alice', atMs: 1_000 };

    test('hold until thawed, newest reason, each with its audit row', async () => {
      const state = await open();
      await state.store.freezes.freeze({ ...freeze, reason: 'first' }, entry({ event: 'frozen' }));
      await state.store.freezes.freeze(freeze, entry({ event: 'frozen' }));
      expect(await state.store.freezes.current()).toEqual([freeze]);
      expect(await state.store.freezes.thaw('teaching', entry({ event: 'thawed' }))).toBe(true);
      expect(await state.store.freezes.current()).toEqual([]);
      expect(await state.store.freezes.thaw('teaching', entry({ event: 'thawed' }))).toBe(false);
      expect((await state.store.audit.list({ limit: 10 })).map(({ event }) => event)).toEqual([
        'thawed',
        'frozen',
        'frozen',
      ]);
    });
  });
}
