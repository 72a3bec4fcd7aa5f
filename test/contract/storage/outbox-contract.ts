import { describe, expect, test } from 'vitest';
import type { OutboxRow, Posting } from '../../../src/handlers/store/outbox.ts';
import { delivery, openRun } from './rows.ts';
import { answer, deadPid, type OpenState } from './state-in-test.ts';

const room = { platform: 'test', tenant: '', space: 'ops' };
const words = (text: string) => ({ blocks: [{ type: 'heading' as const, text: { outside: text } }] });
const posting = (more: Partial<Posting> = {}): Posting => ({
  key: 'a',
  conversation: room,
  kind: 'final',
  insist: true,
  message: words('one'),
  atMs: 1_000,
  ...more,
});
const all = { nowMs: 2_000, limit: 10, exceptLanes: [], exceptPlatforms: [] };

export function describeOutbox(name: string, open: OpenState): void {
  describe(`${name}: outbox`, () => {
    const opened = async () => {
      const state = await open();
      const { outbox } = state.store;
      return { state, outbox, keys: async () => (await outbox.heads(all)).rows.map(({ key }) => key) };
    };

    test('gives the first of each conversation, in the order put', async () => {
      const { outbox, keys } = await opened();
      await outbox.put(posting({ key: 'a1' }));
      await outbox.put(posting({ key: 'a2' }));
      await outbox.put(posting({ key: 'b1', conversation: { ...room, thread: '7' } }));
      await outbox.put(posting({ key: 'c1', conversation: { ...room, platform: 'other' } }));
      expect(await keys()).toEqual(['a1', 'b1', 'c1']);
      const less = await outbox.heads({ ...all, exceptPlatforms: ['other'], exceptLanes: ['["test","","ops"]'] });
      expect(less.rows.map(({ key }) => key)).toEqual(['b1']);
      expect((await outbox.heads({ ...all, limit: 1 })).rows).toHaveLength(1);
    });

    test('what stands there is not given again until its words change, and then after what waited before', async () => {
      const { outbox, keys } = await opened();
      await outbox.put(posting());
      await outbox.shown('a', { revision: 1, messageId: 'm1', notBeforeMs: 0 });
      expect(await keys()).toEqual([]);
      await outbox.put(posting());
      expect(await keys()).toEqual([]);
      await outbox.put(posting({ key: 'b' }));
      await outbox.put(posting({ message: words('two') }));
      expect(await keys()).toEqual(['b']);
      await outbox.shown('b', { revision: 1, messageId: 'm2', notBeforeMs: 0 });
      expect((await outbox.heads(all)).rows).toMatchObject([
        { key: 'a', revision: 2, messageId: 'm1', message: words('two') },
      ]);
    });

    test('words that change while the old ones are sent are sent next, at their time', async () => {
      const { outbox } = await opened();
      await outbox.put(posting());
      await outbox.sending('a', true);
      await outbox.put(posting({ message: words('two') }));
      await outbox.shown('a', { revision: 1, messageId: 'm1', notBeforeMs: 2_500 });
      expect(await outbox.heads(all)).toEqual({ rows: [], nextMs: 2_500 });
      expect((await outbox.heads({ ...all, nowMs: 2_500 })).rows).toMatchObject([{ revision: 2, messageId: 'm1' }]);
      // The clock was set back: nobody waits an hour for an edit.
      expect((await outbox.heads({ ...all, nowMs: -3_600_000 })).rows).toHaveLength(1);
    });

    test('one handed over is doubtful until one knows; so is one found after its process died', async () => {
      const { state, outbox } = await opened();
      await outbox.put(posting());
      await outbox.sending('a', true);
      await outbox.put(posting({ message: words('two') }));
      const other = await state.open();
      expect(await other.store.outbox.get('a')).toMatchObject({ state: 'sending', doubtful: 1, revision: 2 });
      await outbox.failed('a', { doubtful: 1 });
      expect(await outbox.get('a')).toMatchObject({ state: 'waiting', doubtful: 1 });
      await outbox.failed('a', { plain: true });
      expect((await outbox.get('a'))?.doubtful).toBeUndefined();
      expect((await outbox.get('a'))?.plain).toBe(true);
    });

    test('progress is replaced by a final and never replaces one', async () => {
      const { outbox } = await opened();
      await outbox.put(posting({ kind: 'progress' }));
      await outbox.put(posting({ message: words('end') }));
      await outbox.put(posting({ kind: 'progress', message: words('late') }));
      expect(await outbox.get('a')).toMatchObject({ kind: 'final', message: words('end') });
      await outbox.put(posting({ key: 'b', kind: 'progress' }));
      await outbox.put(posting({ key: 'b' }));
      expect(await outbox.get('b')).toMatchObject({ kind: 'final' });
    });

    test('one that is raised elsewhere remembers what refused it; one given up rests until its words change', async () => {
      const { outbox, keys } = await opened();
      await outbox.put(posting());
      await outbox.readdress('a', { ...room, space: 'bob' });
      await outbox.put(posting({ message: words('two') }));
      expect(await outbox.get('a')).toMatchObject({ conversation: { space: 'bob' }, tried: [room] });
      await outbox.giveUp('a');
      expect(await keys()).toEqual([]);
      await outbox.put(posting({ message: words('three') }));
      expect(await keys()).toEqual(['a']);
    });

    test('an edit of what is not there is none', async () => {
      const { outbox } = await opened();
      expect(await outbox.put(posting(), { onlyEdit: true })).toBe(false);
      expect(await outbox.get('a')).toBeUndefined();
      await outbox.put(posting());
      expect(await outbox.put(posting({ message: words('two') }), { onlyEdit: true })).toBe(true);
    });

    test('what is claimed is handed over as it is put, and is doubtful to whoever finds it later', async () => {
      const { state, outbox, keys } = await opened();
      const sent: OutboxRow[] = [];
      const asked: string[] = [];
      let released = 0;
      let heard = 0;
      const end = outbox.watch(
        () => {
          heard += 1;
        },
        ({ space }) => {
          asked.push(space);
          return {
            send: (row) => sent.push(row),
            release() {
              released += 1;
            },
          };
        },
      );
      await outbox.put(posting());
      expect(sent).toMatchObject([{ key: 'a', revision: 1, message: words('one') }]);
      expect(sent[0]?.doubtful).toBeUndefined();
      const other = await state.open();
      expect(await other.store.outbox.get('a')).toMatchObject({ state: 'sending', doubtful: 1 });
      // In the same conversation it waits for its turn, new words of what stands there as well; progress is never claimed.
      await outbox.put(posting({ key: 'b' }));
      await outbox.put(posting({ message: words('two') }));
      await outbox.put(posting({ key: 'c', kind: 'progress', conversation: { ...room, space: 'quiet' } }));
      expect([sent.length, released, heard]).toEqual([1, 2, 3]);
      expect(asked).toEqual(['ops', 'ops', 'ops']);
      // Already paid: nothing is put, and nothing stays claimed.
      const paid = { answers: { key: 'terminal:none', answer } };
      expect(await outbox.put(posting({ key: 'd', conversation: { ...room, space: 'quiet' } }), paid)).toBe(false);
      expect(released).toBe(3);
      end();
      await outbox.put(posting({ key: 'e', conversation: { ...room, space: 'later' } }));
      expect([sent.length, released]).toEqual([1, 3]);
      expect(await keys()).toEqual(['a', 'c', 'e']);
    });

    test('who watches hears of what this process put', async () => {
      const { outbox } = await opened();
      let heard = 0;
      const end = outbox.watch(() => {
        heard += 1;
      });
      await outbox.put(posting());
      end();
      await outbox.put(posting({ key: 'b' }));
      expect(heard).toBe(1);
    });
  });

  describe(`${name}: answers owed`, () => {
    test('are those of dead owners that are not in the outbox, with the answer where there was one', async () => {
      const state = await open();
      const { deliveries, outbox } = state.store;
      await state.register('dead', { pid: deadPid });
      await state.register('alive');
      const owed = (key: string, owner: string, more = {}) =>
        deliveries.accept(delivery({ key, owner, owed: true, ...more }));
      await owed('a', 'dead');
      await owed('b', 'dead', { atMs: 500 });
      await owed('c', 'alive');
      await deliveries.accept(delivery({ key: 'd', owner: 'dead' }));
      await owed('e', 'dead', { atMs: 2_000 });
      await deliveries.answered('b', answer);
      expect(await outbox.put(posting(), { answers: { key: 'e', answer } })).toBe(true);
      const found = await deliveries.owed({ nowMs: 3_000, limit: 10 });
      expect(found.map((each) => [each.key, each.answer])).toEqual([
        ['b', answer],
        ['a', undefined],
      ]);
    });

    test('are paid once: a second answer is not put, and a delivery sent again brings the first', async () => {
      const state = await open();
      const { deliveries, outbox } = state.store;
      await deliveries.accept(delivery({ owed: true }));
      expect(await outbox.put(posting(), { answers: { key: 'terminal:1', answer } })).toBe(true);
      const other = { ...answer, code: 'busy' as const };
      expect(
        await outbox.put(posting({ message: words('two') }), { answers: { key: 'terminal:1', answer: other } }),
      ).toBe(false);
      expect((await outbox.get('a'))?.message).toEqual(words('one'));
      expect(await deliveries.accept(delivery({ owed: true }))).toEqual({ state: 'seen', answer });
    });

    test('a run is found by the delivery that started it', async () => {
      const state = await open();
      await state.store.runs.open(openRun({ delivery: 'tg:7' }));
      expect((await state.store.runs.ofDelivery('tg:7'))?.runId).toBe(1);
      expect(await state.store.runs.ofDelivery('tg:8')).toBeUndefined();
    });
  });
}
