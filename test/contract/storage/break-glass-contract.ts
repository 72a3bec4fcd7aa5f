import { describe, expect, test } from 'vitest';
import { approval, entry, openRun } from './rows.ts';
import type { OpenState } from './state-in-test.ts';

export function describeBreakGlass(name: string, open: OpenState): void {
  describe(`${name}: break-glass`, () => {
    test('begins once, on an open request, keeps it open long enough, and is in the trail', async () => {
      const state = await open();
      const { approvals, audit } = state.store;
      await approvals.ask(approval({ kind: 'approve' }), entry());
      const glass = { reason: 'nobody answers', fromMs: 200_000, expiresAtMs: 400_000 };
      expect(await approvals.breakGlass('7F3KQ2', glass, entry({ event: 'break-glass.asked' }))).toBe(true);
      expect(await approvals.breakGlass('7F3KQ2', { ...glass, fromMs: 0 }, entry())).toBe(false);
      expect(await approvals.get('7F3KQ2')).toMatchObject({
        expiresAtMs: 400_000,
        breakGlass: { reason: 'nobody answers', fromMs: 200_000 },
      });
      await approvals.decide('7F3KQ2', 'denied', 'person:bob', 1, entry());
      await approvals.ask(approval({ code: 'AAAAAA' }), entry());
      await approvals.decide('AAAAAA', 'denied', 'person:bob', 1, entry());
      expect(await approvals.breakGlass('AAAAAA', glass, entry())).toBe(false);
      expect(await approvals.toReview(9)).toEqual([]);
      expect(await audit.list({ limit: 10 })).toHaveLength(5);
    });

    test('is to be reviewed when the asker used it alone, and once', async () => {
      const state = await open();
      const { approvals } = state.store;
      for (const [code, approvedBy] of [
        ['7F3KQ2', undefined],
        ['BBBBBB', 'person:bob'],
      ] as const) {
        await approvals.ask(approval({ kind: 'approve', code }), entry());
        await approvals.breakGlass(code, { reason: 'r', fromMs: 1, expiresAtMs: 2 }, entry());
        await state.run({
          approvalId: code,
          plan: { ...openRun().plan, locks: [] },
          ...(approvedBy && { approvedBy }),
        });
      }
      expect((await approvals.toReview(9)).map(({ code }) => code)).toEqual(['7F3KQ2']);
      const review = { by: 'person:bob', atMs: 5, note: 'well done' };
      expect(await approvals.review('7F3KQ2', review, entry())).toBe(true);
      expect(await approvals.review('7F3KQ2', review, entry())).toBe(false);
      expect(await approvals.review('BBBBBB', review, entry())).toBe(false);
      expect((await approvals.get('7F3KQ2'))?.review).toEqual(review);
    });
  });
}
