import { describe, expect, test } from 'vitest';
import { approval, entry } from './rows.ts';
import type { OpenState } from './state-in-test.ts';

export function describeApprovals(name: string, open: OpenState): void {
  describe(`${name}: approvals`, () => {
    test('come back as they were asked, the open ones in the order asked', async () => {
      const state = await open();
      const breakGlass = { reason: 'nobody answers', fromMs: 5_000 };
      await state.store.approvals.ask(approval({ code: 'BBBBBB', askedAtMs: 2_000, breakGlass }), entry());
      await state.store.approvals.ask(approval({ code: 'AAAAAA', askedAtMs: 3_000 }), entry());
      expect(await state.store.approvals.get('BBBBBB')).toEqual(
        approval({ code: 'BBBBBB', askedAtMs: 2_000, breakGlass }),
      );
      expect((await state.store.approvals.open()).map(({ code }) => code)).toEqual(['BBBBBB', 'AAAAAA']);
      expect(await state.store.approvals.get('CCCCCC')).toBeUndefined();
    });

    test('a code that is taken is refused, and no audit row says otherwise', async () => {
      const state = await open();
      await state.store.approvals.ask(approval(), entry());
      await expect(state.store.approvals.ask(approval({ planHash: 'hash-2' }), entry())).rejects.toThrow(/UNIQUE/);
      expect(await state.store.audit.list({ limit: 10 })).toHaveLength(1);
    });

    test('of two who decide at once one wins, and only that one is in the trail', async () => {
      const state = await open();
      await state.store.approvals.ask(approval(), entry());
      const other = await state.open();
      const won = await Promise.all([
        state.store.approvals.decide('7F3KQ2', 'denied', 'person:bob', 1_100, entry({ event: 'approval.denied' })),
        other.store.approvals.decide('7F3KQ2', 'expired', 'scheduler', 1_100, entry({ event: 'approval.expired' })),
      ]);
      expect(won.toSorted()).toEqual([false, true]);
      expect(await state.store.audit.list({ limit: 10 })).toHaveLength(2);
      expect((await state.store.approvals.get('7F3KQ2'))?.decidedBy).toBe(won[0] ? 'person:bob' : 'scheduler');
      expect(await state.store.approvals.open()).toEqual([]);
    });
  });
}
