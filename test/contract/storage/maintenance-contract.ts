import { describe, expect, test } from 'vitest';
import { entry } from './rows.ts';
import type { OpenState } from './state-in-test.ts';

export function describeMaintenance(name: string, open: OpenState): void {
  describe(`${name}: maintenance`, () => {
    const window = { system: 'teaching', reason: 'new disk', by: 'person:alice', startedAtMs: 1_000, untilMs: 9_000 };

    test('one window a system, each with its audit row, open until it is ended once', async () => {
      const { store } = await open();
      const { maintenance } = store;
      const begun = await maintenance.start(window, entry({ event: 'maintenance.started' }));
      expect(begun).toMatchObject(window);
      expect(await maintenance.start({ ...window, startedAtMs: 2_000 }, entry())).toBeUndefined();
      expect(await maintenance.start({ ...window, system: 'talentlens' }, entry())).toBeDefined();
      expect((await maintenance.open()).map(({ system }) => system)).toEqual(['teaching', 'talentlens']);
      const id = begun?.id ?? 0;
      expect(await maintenance.end(id, 'scheduler', 9_000, entry({ event: 'maintenance.ended' }))).toBe(true);
      expect(await maintenance.end(id, 'person:bob', 9_100, entry({ event: 'maintenance.ended' }))).toBe(false);
      expect((await maintenance.open()).map(({ system }) => system)).toEqual(['talentlens']);
      expect(await maintenance.list({ system: 'teaching', sinceMs: 8_000, limit: 5 })).toEqual([
        { ...window, id, endedAtMs: 9_000, endedBy: 'scheduler', elsewhere: [] },
      ]);
      expect(await maintenance.list({ system: 'teaching', sinceMs: 9_001, limit: 5 })).toEqual([]);
      expect(await store.audit.list({ limit: 9 })).toHaveLength(3);
    });

    test('where else it is silent is kept with it', async () => {
      const { maintenance } = (await open()).store;
      const begun = await maintenance.start(window, entry());
      expect(begun?.elsewhere).toEqual([]);
      const elsewhere = [
        { source: 'am', id: 's1' },
        { source: 'other', id: 's2' },
      ];
      await maintenance.silenced(begun?.id ?? 0, elsewhere);
      expect((await maintenance.open()).map((each) => each.elsewhere)).toEqual([elsewhere]);
    });
  });
}
