import { describe, expect, test } from 'vitest';
import type { Intake } from '../../../src/handlers/store/intake.ts';

/** What every intake must do. `open` gives an empty one. */
export function describeIntake(name: string, open: () => Promise<Intake>): void {
  describe(`${name}: intake`, () => {
    test('gives back what was put, the oldest first, until it is dropped; the same body is another delivery', async () => {
      const intake = await open();
      for (const body of ['{"a":1}', '{"a":1}', '{"名":"告警"}']) await intake.put('am', body, 1_000);
      await intake.put('zk', '{}', 1_000);
      const waiting = await intake.waiting(9);
      expect(waiting.map(({ source, body }) => [source, body])).toEqual([
        ['am', '{"a":1}'],
        ['am', '{"a":1}'],
        ['am', '{"名":"告警"}'],
        ['zk', '{}'],
      ]);
      expect(new Set(waiting.map(({ id }) => id)).size).toBe(4);
      expect((await intake.waiting(1)).map(({ id }) => id)).toEqual([waiting[0]?.id]);
      await intake.drop(waiting.slice(0, 2).map(({ id }) => id));
      await intake.drop([]);
      expect((await intake.waiting(9)).map(({ id }) => id)).toEqual(waiting.slice(2).map(({ id }) => id));
    });

    test('counts what waits, and its bytes and not its letters', async () => {
      const intake = await open();
      expect(await intake.backlog()).toEqual({ deliveries: 0, bytes: 0 });
      await intake.put('am', '告警', 1_000);
      await intake.put('am', 'x'.repeat(100_000), 1_000);
      expect(await intake.backlog()).toEqual({ deliveries: 2, bytes: 100_006 });
      expect(await intake.count()).toBe(2);
      await intake.drop((await intake.waiting(1)).map(({ id }) => id));
      expect(await intake.backlog()).toEqual({ deliveries: 1, bytes: 100_000 });
    });

    test('keeps what comes at the same time in the order in which it came', async () => {
      const intake = await open();
      await Promise.all(Array.from({ length: 1_000 }, (_, at) => intake.put('am', String(at), 1_000)));
      const bodies = (await intake.waiting(2_000)).map(({ body }) => Number(body));
      expect(bodies).toEqual(Array.from({ length: 1_000 }, (_, at) => at));
    });
  });
}
