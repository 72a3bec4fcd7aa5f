import type { Intake } from '../../src/handlers/store/intake.ts';

/** What came in, in memory; nothing is remembered of what was worked in. */
export function fakeIntake(): Intake {
  let rows: readonly { readonly id: number; readonly source: string; readonly body: string }[] = [];
  let last = 0;
  return {
    async put(source, body) {
      last += 1;
      rows = [...rows, { id: last, source, body }];
    },
    waiting: async (limit) => rows.slice(0, limit),
    async drop(ids) {
      rows = rows.filter(({ id }) => !ids.includes(id));
    },
    count: async () => rows.length,
    backlog: async () => ({
      deliveries: rows.length,
      bytes: rows.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0),
    }),
    seen: async () => [],
  };
}
