import { describe, expect, test } from 'vitest';
import { delivery, entry } from './rows.ts';
import { answer, type OpenState } from './state-in-test.ts';

export function describeAudit(name: string, open: OpenState): void {
  describe(`${name}: audit`, () => {
    test('rows are numbered from 1, come newest first, and verify', async () => {
      const state = await open();
      expect(await state.store.audit.append(entry())).toBe(1);
      expect(await state.store.audit.append(entry({ event: 'command.closed', outcome: 'ok', opens: 1 }))).toBe(2);
      const rows = await state.store.audit.list({ limit: 10 });
      expect(rows.map(({ seq, event, opens }) => ({ seq, event, opens }))).toEqual([
        { seq: 2, event: 'command.closed', opens: 1 },
        { seq: 1, event: 'command.opened', opens: undefined },
      ]);
      expect(await state.store.audit.verify()).toEqual({ rows: 2, faults: [] });
    });

    test('an empty trail verifies', async () => {
      const state = await open();
      expect(await state.store.audit.verify()).toEqual({ rows: 0, faults: [] });
    });

    test('can be asked by system, principal and the row to go back from', async () => {
      const state = await open();
      for (const [system, principal] of [
        ['zk', 'a'],
        ['teaching', 'a'],
        ['teaching', 'b'],
        ['teaching', 'a'],
      ] as const)
        await state.store.audit.append(entry({ system, principal }));
      const seqs = async (query: { system?: string; principal?: string; beforeSeq?: number; limit?: number }) =>
        (await state.store.audit.list({ limit: 10, ...query })).map(({ seq }) => seq);
      expect(await seqs({ system: 'teaching' })).toEqual([4, 3, 2]);
      expect(await seqs({ principal: 'a' })).toEqual([4, 2, 1]);
      expect(await seqs({ system: 'teaching', principal: 'a', beforeSeq: 4 })).toEqual([2]);
      expect(await seqs({ limit: 1 })).toEqual([4]);
    });

    test('whatever was typed is kept, broken characters as �', async () => {
      const state = await open();
      const command = `/logs "人事 \u0000 ' %s ${'\ud83d'} 🙂`;
      await state.store.audit.append(entry({ command }));
      expect((await state.store.audit.list({ limit: 1 }))[0]?.command).toBe(command.toWellFormed());
      expect((await state.store.audit.verify()).faults).toEqual([]);
    });

    test('closing stores the answer of the delivery with the row', async () => {
      const state = await open();
      await state.store.deliveries.accept(delivery());
      await state.store.audit.close(entry({ outcome: 'ok' }), { key: 'terminal:1', answer });
      expect(await state.store.deliveries.accept(delivery({ owner: 'bot-2' }))).toEqual({ state: 'seen', answer });
    });
  });
}
