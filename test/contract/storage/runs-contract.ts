import { describe, expect, test } from 'vitest';
import type { RunState } from '../../../src/handlers/store/runs.ts';
import { approval, delivery, entry, exclusive, openRun, plan, shared } from './rows.ts';
import { answer, type OpenState } from './state-in-test.ts';

export function describeRuns(name: string, open: OpenState): void {
  describe(`${name}: runs`, () => {
    test('opening gives the run, and an audit row that names it', async () => {
      const state = await open();
      const opened = await state.run({ approvedBy: 'person:bob', approvedAtMs: 950, undoes: 3 });
      expect(opened).toEqual({
        runId: opened.runId,
        plan: plan(),
        planHash: 'hash-1',
        requester: 'person:alice',
        approvedBy: 'person:bob',
        approvedAtMs: 950,
        conversation: openRun().conversation,
        state: 'running',
        startedAtMs: 1_000,
        owner: 'bot-1',
        undoes: 3,
        auditSeq: 1,
      });
      expect(await state.store.runs.get(opened.runId)).toEqual(opened);
      expect((await state.store.audit.list({ limit: 1 }))[0]).toMatchObject({ seq: 1, runId: opened.runId });
      expect(await state.store.runs.get(opened.runId + 1)).toBeUndefined();
    });

    test('a lock in the way is answered with the run that holds it, and nothing is written', async () => {
      const state = await open();
      const holder = await state.run({ plan: plan({ locks: [exclusive('system:teaching'), shared('host:h3')] }) });
      await state.store.approvals.ask(approval(), entry());
      const before = await state.store.audit.list({ limit: 10 });
      const refused = await state.store.runs.open(openRun({ approvalId: '7F3KQ2' }));
      expect(refused).toEqual({ opened: false, busy: { lock: exclusive('system:teaching'), holder } });
      expect(await state.store.audit.list({ limit: 10 })).toEqual(before);
      expect((await state.store.approvals.get('7F3KQ2'))?.state).toBe('open');
      expect(await state.store.runs.list({ limit: 10 })).toHaveLength(1);
    });

    test('shared locks live together, and keep an exclusive one out', async () => {
      const state = await open();
      const both = plan({ locks: [shared('host:h3')] });
      await state.run({ plan: both });
      await state.run({ plan: both });
      expect((await state.store.runs.open(openRun({ plan: plan({ locks: [exclusive('host:h3')] }) }))).opened).toBe(
        false,
      );
    });

    test.each([
      ['succeeded', true],
      ['failed', true],
      ['cancelled', true],
      ['abandoned', true],
      ['interrupted', false],
      ['undo-failed', false],
    ] as const)('a run that ends %s gives its locks free: %s', async (to, free) => {
      const state = await open();
      const { runId } = await state.run();
      await state.end(runId, to);
      expect((await state.store.runs.open(openRun())).opened).toBe(free);
    });

    test('closing keeps the failure without its details, the time, an audit row and the answer', async () => {
      const state = await open();
      await state.store.deliveries.accept(delivery());
      const { runId } = await state.run();
      await state.store.runs.close({
        runId,
        state: 'failed',
        failure: { code: 'unhealthy', message: { outside: 'no answer' }, detail: { big: 1n } },
        audit: entry({ atMs: 2_000, event: 'run.closed', outcome: 'unhealthy' }),
        delivery: { key: 'terminal:1', answer },
      });
      const closed = await state.store.runs.get(runId);
      expect(closed).toMatchObject({ state: 'failed', finishedAtMs: 2_000 });
      expect(closed?.failure).toEqual({ code: 'unhealthy', message: { outside: 'no answer' } });
      expect((await state.store.audit.list({ limit: 1 }))[0]).toMatchObject({ event: 'run.closed', runId });
      expect(await state.store.deliveries.accept(delivery({ owner: 'x' }))).toEqual({ state: 'seen', answer });
    });

    test('a run that ended cannot be ended or journaled again', async () => {
      const state = await open();
      const { runId } = await state.run();
      await state.end(runId, 'succeeded');
      await expect(state.end(runId, 'failed')).rejects.toThrow('no longer ours');
      await expect(state.store.runs.journal({ runId, step: 1, phase: 'done', atMs: 1 })).rejects.toThrow(
        'no longer ours',
      );
      expect((await state.store.runs.get(runId))?.state).toBe('succeeded');
      expect(await state.store.runs.entries(runId)).toEqual([]);
    });

    test('the journal comes back in order, as it was written', async () => {
      const state = await open();
      const { runId } = await state.run();
      const entries = [
        { runId, step: 1, phase: 'prepared', atMs: 1, memo: { pid: 4127, name: 'HR人事' } },
        { runId, step: 1, phase: 'done', atMs: 2, outputs: { sha256: '9c1e', bytes: 38 } },
        { runId, step: 2, phase: 'prepared', atMs: 3, memo: null },
        { runId, step: 2, phase: 'failed', atMs: 4, failure: { code: 'timed-out', message: { outside: 'late' } } },
        { runId, step: 1, phase: 'undo-started', atMs: 5 },
      ] as const;
      for (const each of entries) await state.store.runs.journal(each);
      expect(await state.store.runs.entries(runId)).toEqual(entries);
    });

    test('an approval is used up by the run it opens', async () => {
      const state = await open();
      await state.store.approvals.ask(approval(), entry());
      const { runId } = await state.run({ approvalId: '7F3KQ2', approvedBy: 'person:bob', approvedAtMs: 1_100 });
      expect(await state.store.approvals.get('7F3KQ2')).toMatchObject({
        state: 'used',
        decidedBy: 'person:bob',
        decidedAtMs: 1_100,
        runId,
      });
      await state.end(runId, 'succeeded');
      expect(await state.store.runs.open(openRun({ approvalId: '7F3KQ2' }))).toEqual({
        opened: false,
        approvalGone: true,
      });
    });

    test.each([
      ['was given for another plan', { planHash: 'hash-2' }, {}],
      ['came too late', {}, { expiresAtMs: 999 }],
      ['was denied meanwhile', {}, { state: 'denied' as const }],
    ])('an approval that %s opens nothing', async (_, runMore, approvalMore) => {
      const state = await open();
      await state.store.approvals.ask(approval(approvalMore), entry());
      expect(await state.store.runs.open(openRun({ approvalId: '7F3KQ2', ...runMore }))).toEqual({
        opened: false,
        approvalGone: true,
      });
      expect(await state.store.runs.list({ limit: 1 })).toEqual([]);
    });

    test('an interrupted run is taken over once, and its old cancel is forgotten', async () => {
      const state = await open();
      const { runId } = await state.run();
      expect(await state.store.runs.takeOver(runId, 'bot-2', entry())).toBe(false);
      await state.store.runs.requestCancel(runId, 'person:bob');
      await state.end(runId, 'interrupted');
      const taken = await Promise.all(
        ['bot-2', 'bot-3'].map((owner) => state.store.runs.takeOver(runId, owner, entry({ event: 'run.resumed' }))),
      );
      expect(taken).toEqual([true, false]);
      const after = await state.store.runs.get(runId);
      expect(after).toMatchObject({ state: 'running', owner: 'bot-2' });
      expect(after).not.toHaveProperty('finishedAtMs');
      expect(await state.store.runs.cancelRequestedBy(runId)).toBeUndefined();
      expect(await state.store.audit.list({ limit: 1 })).toMatchObject([{ event: 'run.resumed', runId }]);
    });

    test('a process cannot write to a run that another one took over', async () => {
      const state = await open();
      const { runId } = await state.run({ owner: 'bot-1' });
      await state.end(runId, 'interrupted');
      await state.store.runs.takeOver(runId, 'bot-2', entry());
      const first = await state.open('bot-1');
      await expect(first.store.runs.journal({ runId, step: 1, phase: 'done', atMs: 1 })).rejects.toThrow('bot-2');
      await expect(first.store.runs.close({ runId, state: 'failed', audit: entry() })).rejects.toThrow('bot-2');
      expect((await state.store.runs.get(runId))?.state).toBe('running');
    });

    test('cancelling is asked of a running run, and the first who asked is kept', async () => {
      const state = await open();
      const { runId } = await state.run();
      expect(await state.store.runs.cancelRequestedBy(runId)).toBeUndefined();
      expect(await state.store.runs.requestCancel(runId, 'person:alice')).toBe(true);
      expect(await state.store.runs.requestCancel(runId, 'person:bob')).toBe(true);
      expect(await state.store.runs.cancelRequestedBy(runId)).toBe('person:alice');
      await state.end(runId, 'cancelled');
      expect(await state.store.runs.requestCancel(runId, 'person:bob')).toBe(false);
    });

    test('are listed newest first, by system and state', async () => {
      const state = await open();
      const one = await state.run();
      await state.end(one.runId, 'succeeded');
      const two = await state.run({ plan: plan({ system: 'zk', locks: [exclusive('service:zk/api')] }) });
      const three = await state.run();
      const ids = async (query: { system?: string; states?: RunState[]; limit?: number }) =>
        (await state.store.runs.list({ limit: 10, ...query })).map(({ runId }) => runId);
      expect(await ids({})).toEqual([three.runId, two.runId, one.runId]);
      expect(await ids({ system: 'teaching' })).toEqual([three.runId, one.runId]);
      expect(await ids({ states: ['running', 'interrupted'] })).toEqual([three.runId, two.runId]);
      expect(await ids({ system: 'teaching', states: ['succeeded'] })).toEqual([one.runId]);
      expect(await ids({ limit: 1 })).toEqual([three.runId]);
    });

    test.each([
      ['the same service', 'service:teaching/llm', true],
      ['its whole system', 'system:teaching', true],
      ['another service', 'service:teaching/backend', false],
      ['another system', 'system:zk', false],
    ])('a later run that took %s is found: %s', async (_, resource, found) => {
      const state = await open();
      const first = await state.run();
      await state.end(first.runId, 'succeeded');
      const later = await state.run({ plan: plan({ locks: [exclusive(resource)] }) });
      await state.end(later.runId, 'failed');
      expect((await state.store.runs.laterRunTouched(first.runId))?.runId).toBe(found ? later.runId : undefined);
      expect(await state.store.runs.laterRunTouched(later.runId)).toBeUndefined();
    });

    test('a later run that only shared its resources touched nothing', async () => {
      const state = await open();
      const first = await state.run();
      await state.end(first.runId, 'succeeded');
      await state.run({ plan: plan({ locks: [shared('service:teaching/llm')] }) });
      expect(await state.store.runs.laterRunTouched(first.runId)).toBeUndefined();
    });
  });
}
