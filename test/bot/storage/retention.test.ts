import { describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/bot/storage/open-store.ts';
import { keepDaysSpec } from '../../../src/bot/storage/retention.ts';
import { approval, delivery, entry, exclusive, openRun, plan } from '../../contract/storage/rows.ts';
import { answer } from '../../contract/storage/state-in-test.ts';
import { tempFolder } from '../../contract/storage/temp-folder.ts';

const dayMs = 86_400_000;
const long = 500 * dayMs;
const keep = keepDaysSpec.parse({});
const room = { platform: 'web', tenant: '', space: 'ops' };
const going = new AbortController().signal;

const opening = async (nowMs: number) => {
  const opened = await openStore({ folder: tempFolder(), now: () => nowMs });
  onTestFinished(() => opened.close());
  return opened;
};
type Opened = Awaited<ReturnType<typeof opening>>;

const runThatEnded = async ({ store }: Opened, atMs: number, state: 'succeeded' | 'undo-failed') => {
  const resource = `service:teaching/s${atMs}${state === 'succeeded' ? 'd' : 'u'}`;
  const result = await store.runs.open(
    openRun({ plan: plan({ locks: [exclusive(resource)] }), audit: entry({ atMs }) }),
  );
  if (!result.opened) throw new Error('expected the run to open');
  const { runId } = result.run;
  await store.runs.close({ runId, state, audit: entry({ atMs: atMs + 1, event: 'run.closed', outcome: 'ok' }) });
  return runId;
};

describe('what is over and older than it is kept goes', () => {
  test('a delivery that was answered, not one whose answer is still owed, nor a young one', async () => {
    const opened = await opening(long);
    const { deliveries } = opened.store;
    await deliveries.accept(delivery({ key: 'old', atMs: 1 }));
    await deliveries.accept(delivery({ key: 'owed', atMs: 1, owed: true }));
    await deliveries.accept(delivery({ key: 'young', atMs: long - keep.deliveries * dayMs + 1 }));
    for (const key of ['old', 'young']) await deliveries.answered(key, answer);
    expect(await opened.forgetOld(keep, going)).toEqual({ deliveries: 1 });
    expect((await deliveries.accept(delivery({ key: 'owed' }))).state).not.toBe('new');
    expect((await deliveries.accept(delivery({ key: 'young' }))).state).toBe('seen');
    expect((await deliveries.accept(delivery({ key: 'old' }))).state).toBe('new');
  });

  test('a run that ended, with its journal; not one whose undo failed, for it still holds its locks', async () => {
    const opened = await opening(long);
    const [done, held, young] = [
      await runThatEnded(opened, 1, 'succeeded'),
      await runThatEnded(opened, 1, 'undo-failed'),
      await runThatEnded(opened, long - 1, 'succeeded'),
    ];
    expect(await opened.forgetOld(keep, going)).toEqual({ runs: 1 });
    const left = await Promise.all([done, held, young].map((runId) => opened.store.runs.get(runId)));
    expect(left.map((run) => run?.runId)).toEqual([undefined, held, young]);
  });

  test('a request that was decided, not one that is open', async () => {
    const opened = await opening(long);
    const { approvals } = opened.store;
    await approvals.ask(approval({ code: 'AAAAAA', state: 'denied' }), entry());
    await approvals.ask(approval({ code: 'BBBBBB' }), entry());
    expect(await opened.forgetOld(keep, going)).toEqual({ approvals: 1 });
    expect(await approvals.get('BBBBBB')).toBeDefined();
  });

  test('a posting that was shown or given up, not one that waits', async () => {
    const opened = await opening(long);
    const { outbox } = opened.store;
    const message = { blocks: [{ type: 'heading' as const, text: { outside: 'one' } }] };
    for (const key of ['shown', 'given-up', 'waiting', 'young'])
      await outbox.put({
        key,
        conversation: room,
        kind: 'final',
        insist: true,
        message,
        atMs: key === 'young' ? long : 1,
      });
    for (const key of ['shown', 'young']) await outbox.shown(key, { revision: 1, messageId: 'm', notBeforeMs: 0 });
    await outbox.giveUp('given-up');
    expect(await opened.forgetOld(keep, going)).toEqual({ outbox: 2 });
    expect(await outbox.get('waiting')).toBeDefined();
    expect(await outbox.get('young')).toBeDefined();
  });

  test('words in the page’s rooms', async () => {
    const opened = await opening(long);
    const { messages } = opened.web;
    for (const atMs of [1, long]) await messages.put({ room: 'ops', key: `k${atMs}`, body: { said: '/health' }, atMs });
    expect(await opened.forgetOld(keep, going)).toEqual({ web_messages: 1 });
    expect((await messages.newest('ops', 10)).map(({ atMs }) => atMs)).toEqual([long]);
  });

  test('piece by piece, all of it', async () => {
    const opened = await opening(long);
    const { messages } = opened.web;
    await Promise.all(
      Array.from({ length: 1_234 }, (_, at) =>
        messages.put({ room: 'ops', key: `k${at}`, body: { said: 'x' }, atMs: 1 }),
      ),
    );
    expect(await opened.forgetOld(keep, going)).toEqual({ web_messages: 1_234 });
  });

  test('and never a row of the audit trail', async () => {
    const opened = await opening(long);
    for (let at = 0; at < 5; at += 1) await opened.store.audit.append(entry({ atMs: 1 }));
    expect(await opened.forgetOld(keep, going)).toEqual({});
    expect((await opened.store.audit.verify()).rows).toBe(5);
  });
});
