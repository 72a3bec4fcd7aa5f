import { describe, expect, test } from 'vitest';
import type { Silence } from '../../../src/handlers/store/silences.ts';
import { entry } from './rows.ts';
import type { OpenState } from './state-in-test.ts';

export function describeSilences(name: string, open: OpenState): void {
  describe(`${name}: silences`, () => {
    const silence = (more: Partial<Silence> = {}): Omit<Silence, 'id'> => ({
      what: 'teaching',
      system: 'teaching',
      by: 'person:bob',
      atMs: 1_000,
      untilMs: 9_000,
      elsewhere: [],
      ...more,
    });

    test('are kept whole and hold until their time, the one that ends first first', async () => {
      const { store } = await open();
      const { silences } = store;
      const all = silence({
        key: 'am:1',
        what: 'alert 3',
        reason: 'new disk',
        untilMs: 8_000,
        elsewhere: [
          { source: 'am', id: 's1' },
          { source: 'other', id: 's2' },
        ],
      });
      const first = await silences.make(silence(), entry({ event: 'alert.silenced' }));
      const second = await silences.make(all, entry({ event: 'alert.silenced' }));
      expect(await silences.get(second)).toEqual({ ...all, id: second });
      expect(await silences.get(99)).toBeUndefined();
      expect((await silences.open(7_999)).map(({ id }) => id)).toEqual([second, first]);
      expect((await silences.open(8_000)).map(({ id }) => id)).toEqual([first]);
      expect(await silences.open(9_000)).toEqual([]);
      expect((await store.audit.list({ limit: 9 })).map(({ event }) => event)).toEqual([
        'alert.silenced',
        'alert.silenced',
      ]);
    });

    test('end by hand once, with their audit row, and not after their time', async () => {
      const { store } = await open();
      const { silences } = store;
      const id = await silences.make(silence(), entry());
      expect(await silences.end(id, 5_000, entry({ event: 'alert.unsilenced' }))).toBe(true);
      expect(await silences.end(id, 5_001, entry({ event: 'alert.unsilenced' }))).toBe(false);
      expect(await silences.open(5_001)).toEqual([]);
      const late = await silences.make(silence(), entry());
      expect(await silences.end(late, 9_000, entry({ event: 'alert.unsilenced' }))).toBe(false);
      const ended = (await store.audit.list({ limit: 9 })).filter(({ event }) => event === 'alert.unsilenced');
      expect(ended).toHaveLength(1);
    });

    test('that ran out in between are found once, those ended by hand not', async () => {
      const { store } = await open();
      const { silences } = store;
      const id = await silences.make(silence(), entry());
      const byHand = await silences.make(silence(), entry());
      await silences.end(byHand, 5_000, entry());
      expect(await silences.lapsed(8_000, 8_999)).toEqual([]);
      expect((await silences.lapsed(8_000, 9_000)).map((each) => each.id)).toEqual([id]);
      expect(await silences.lapsed(9_000, 10_000)).toEqual([]);
    });
  });
}
