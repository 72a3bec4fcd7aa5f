import { describe, expect, test } from 'vitest';
import type { ChecklistSeen } from '../../../src/handlers/store/checklists.ts';
import { entry } from './rows.ts';
import type { OpenState } from './state-in-test.ts';

export function describeChecklists(name: string, open: OpenState): void {
  describe(`${name}: checklists`, () => {
    const seen = (period: string, more: Partial<ChecklistSeen> = {}): Omit<ChecklistSeen, 'id'> => ({
      system: 'teaching',
      kind: 'daily',
      period,
      atMs: Date.parse(`${period}T01:00:00Z`),
      by: 'scheduler',
      verdict: 'ok',
      items: [{ item: 'disk', title: '磁盘', verdict: 'ok', headline: { outside: '26 %' }, findings: [] }],
      ...more,
    });

    test('are kept whole, the newest first, by system, kind and time', async () => {
      const { store } = await open();
      const { checklists } = store;
      await checklists.keep(seen('2026-11-19'));
      await checklists.keep(seen('2026-11-20', { system: 'talentlens' }));
      await checklists.keep(seen('2026-11-20', { verdict: 'warning' }));
      await checklists.keep(seen('2026-11-20'));
      const listed = await checklists.list({ system: 'teaching', kind: 'daily', limit: 9 });
      expect(listed.map(({ period, verdict }) => [period, verdict])).toEqual([
        ['2026-11-20', 'ok'],
        ['2026-11-20', 'warning'],
        ['2026-11-19', 'ok'],
      ]);
      expect(listed[0]).toMatchObject(seen('2026-11-20'));
      const before = await checklists.list({ system: 'teaching', kind: 'daily', beforePeriod: '2026-11-20', limit: 1 });
      expect(before.map(({ period }) => period)).toEqual(['2026-11-19']);
      expect(await checklists.list({ kind: 'weekly', limit: 9 })).toEqual([]);
      expect(await checklists.list({ sinceMs: Date.parse('2026-11-20'), limit: 2 })).toHaveLength(2);
    });

    test('an item is done once in its period; who was first is told', async () => {
      const { store } = await open();
      const { checklists } = store;
      const done = {
        system: 'teaching',
        kind: 'weekly' as const,
        item: 'keys',
        period: '2026-W47',
        by: 'person:bob',
        atMs: 5,
      };
      expect(await checklists.done(done, entry({ event: 'checklist.done' }))).toBeUndefined();
      const again = await checklists.done({ ...done, by: 'person:alice', atMs: 6 }, entry({ event: 'checklist.done' }));
      expect(again).toEqual(done);
      expect(await checklists.done({ ...done, period: '2026-W48', note: 'ok' }, entry())).toBeUndefined();
      const { system, kind, period } = done;
      expect(await checklists.doneIn({ system, kind, period })).toEqual([done]);
      expect(await checklists.doneIn({ system, kind: 'daily', period })).toEqual([]);
      expect(await store.audit.list({ limit: 9 })).toHaveLength(2);
    });

    test('where a list was said is found by system, kind and period, the newest first', async () => {
      const { checklists } = (await open()).store;
      const saying = (delivery: string, period = '2026-11-20') => ({
        system: 'teaching',
        kind: 'daily' as const,
        period,
        delivery,
        atMs: 1_000,
      });
      for (const delivery of ['a', 'b', 'c']) await checklists.said(saying(delivery));
      await checklists.said(saying('d', '2026-11-21'));
      const { system, kind, period } = saying('a');
      expect(await checklists.sayings({ system, kind, period, limit: 2 })).toEqual([saying('c'), saying('b')]);
      expect(await checklists.sayings({ system, kind: 'weekly', period, limit: 2 })).toEqual([]);
    });
  });
}
