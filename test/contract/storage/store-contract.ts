import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { History } from '../../../src/actions/ports.ts';
import type { Answer } from '../../../src/handlers/message.ts';
import type { Run, RunState, Store } from '../../../src/handlers/ports.ts';
import { approval, delivery, entry, exclusive, openRun, plan, shared } from './rows.ts';

export interface OpenedForTest {
  readonly store: Store;
  readonly history: History;
  close(): Promise<void>;
}
export interface FreshState {
  /** Opens the same state; `instance` is the process it is opened for. */
  open(instance?: string): Promise<OpenedForTest>;
  discard(): Promise<void>;
}

const answer: Answer = { code: 'ok', message: { blocks: [{ type: 'text', text: { outside: 'done' } }] } };
/** A process number that no Linux process can have. */
const deadPid = 2 ** 22 + 1;

/** What every store must do. `fresh` gives an empty state. */
export function describeStore(name: string, fresh: () => Promise<FreshState>): void {
  let state: FreshState;
  let opened: OpenedForTest;
  let store: Store;
  let history: History;

  beforeEach(async () => {
    state = await fresh();
    opened = await state.open();
    ({ store, history } = opened);
  });
  afterEach(async () => {
    await opened.close();
    await state.discard();
  });

  const run = async (more: Parameters<typeof openRun>[0] = {}): Promise<Run> => {
    const result = await store.runs.open(openRun(more));
    if (!result.opened) throw new Error('expected the run to open');
    return result.run;
  };
  const end = (runId: number, to: RunState) =>
    store.runs.close({ runId, state: to, audit: entry({ atMs: 2_000, event: 'run.closed', outcome: 'ok' }) });
  const register = (id: string, more: { kind?: 'bot' | 'cli'; pid?: number; atMs?: number } = {}) =>
    store.instances.register({ id, kind: 'cli', pid: process.pid, atMs: 1_000, ...more });

  describe(`${name}: deliveries`, () => {
    test('the first is new; the same key again, while it is worked on, was seen', async () => {
      await register('bot-1');
      expect(await store.deliveries.accept(delivery())).toEqual({ state: 'new' });
      expect(await store.deliveries.accept(delivery())).toEqual({ state: 'seen' });
      expect(await store.deliveries.accept(delivery({ owner: 'cli-2' }))).toEqual({ state: 'seen' });
    });

    test('one that was answered brings its answer back, whoever asks', async () => {
      await store.deliveries.accept(delivery());
      await store.deliveries.answered('terminal:1', { ...answer, code: 'busy' });
      await store.deliveries.answered('terminal:1', answer);
      expect(await store.deliveries.accept(delivery({ owner: 'bot-2' }))).toEqual({ state: 'seen', answer });
    });

    test('one whose owner died goes to exactly one of those who ask', async () => {
      await register('bot-1', { pid: deadPid });
      await register('bot-2');
      await register('bot-3');
      await store.deliveries.accept(delivery());
      const other = await state.open();
      const states = await Promise.all([
        store.deliveries.accept(delivery({ owner: 'bot-2' })),
        other.store.deliveries.accept(delivery({ owner: 'bot-3' })),
      ]);
      await other.close();
      expect(states.map((each) => each.state).sort()).toEqual(['orphaned', 'seen']);
    });

    test('one whose owner left without an answer is orphaned', async () => {
      await register('bot-1');
      await store.deliveries.accept(delivery());
      await store.instances.leave('bot-1');
      expect(await store.deliveries.accept(delivery({ owner: 'bot-2' }))).toEqual({ state: 'orphaned' });
    });

    test('are counted by sender since a time, that time included', async () => {
      for (const [key, atMs] of [
        ['a', 999],
        ['b', 1_000],
        ['c', 1_500],
      ] as const)
        await store.deliveries.accept(delivery({ key, atMs }));
      await store.deliveries.accept(delivery({ key: 'd', sender: 'terminal:bob' }));
      expect(await store.deliveries.countSince('terminal:alice', 1_000)).toBe(2);
    });
  });

  describe(`${name}: audit`, () => {
    test('rows are numbered from 1, come newest first, and verify', async () => {
      expect(await store.audit.append(entry())).toBe(1);
      expect(await store.audit.append(entry({ event: 'command.closed', outcome: 'ok', opens: 1 }))).toBe(2);
      const rows = await store.audit.list({ limit: 10 });
      expect(rows.map(({ seq, event, opens }) => ({ seq, event, opens }))).toEqual([
        { seq: 2, event: 'command.closed', opens: 1 },
        { seq: 1, event: 'command.opened', opens: undefined },
      ]);
      expect(await store.audit.verify()).toEqual({ rows: 2, faults: [] });
    });

    test('an empty trail verifies', async () => {
      expect(await store.audit.verify()).toEqual({ rows: 0, faults: [] });
    });

    test('can be asked by system, principal and the row to go back from', async () => {
      for (const [system, principal] of [
        ['zk', 'a'],
        ['teaching', 'a'],
        ['teaching', 'b'],
        ['teaching', 'a'],
      ] as const)
        await store.audit.append(entry({ system, principal }));
      const seqs = async (query: { system?: string; principal?: string; beforeSeq?: number; limit?: number }) =>
        (await store.audit.list({ limit: 10, ...query })).map(({ seq }) => seq);
      expect(await seqs({ system: 'teaching' })).toEqual([4, 3, 2]);
      expect(await seqs({ principal: 'a' })).toEqual([4, 2, 1]);
      expect(await seqs({ system: 'teaching', principal: 'a', beforeSeq: 4 })).toEqual([2]);
      expect(await seqs({ limit: 1 })).toEqual([4]);
    });

    test('whatever was typed is kept, broken characters as �', async () => {
      const command = `/logs "人事 \u0000 ' %s ${'\ud83d'} 🙂`;
      await store.audit.append(entry({ command }));
      expect((await store.audit.list({ limit: 1 }))[0]?.command).toBe(command.toWellFormed());
      expect((await store.audit.verify()).faults).toEqual([]);
    });

    test('closing stores the answer of the delivery with the row', async () => {
      await store.deliveries.accept(delivery());
      await store.audit.close(entry({ outcome: 'ok' }), { key: 'terminal:1', answer });
      expect(await store.deliveries.accept(delivery({ owner: 'bot-2' }))).toEqual({ state: 'seen', answer });
    });
  });

  describe(`${name}: runs`, () => {
    test('opening gives the run, and an audit row that names it', async () => {
      const opened = await run({ approvedBy: 'person:bob', approvedAtMs: 950, undoes: 3 });
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
      expect(await store.runs.get(opened.runId)).toEqual(opened);
      expect((await store.audit.list({ limit: 1 }))[0]).toMatchObject({ seq: 1, runId: opened.runId });
      expect(await store.runs.get(opened.runId + 1)).toBeUndefined();
    });

    test('a lock in the way is answered with the run that holds it, and nothing is written', async () => {
      const holder = await run({ plan: plan({ locks: [exclusive('system:teaching'), shared('host:h3')] }) });
      await store.approvals.ask(approval(), entry());
      const before = await store.audit.list({ limit: 10 });
      const refused = await store.runs.open(openRun({ approvalId: '7F3KQ2' }));
      expect(refused).toEqual({ opened: false, busy: { lock: exclusive('system:teaching'), holder } });
      expect(await store.audit.list({ limit: 10 })).toEqual(before);
      expect((await store.approvals.get('7F3KQ2'))?.state).toBe('open');
      expect(await store.runs.list({ limit: 10 })).toHaveLength(1);
    });

    test('shared locks live together, and keep an exclusive one out', async () => {
      const both = plan({ locks: [shared('host:h3')] });
      await run({ plan: both });
      await run({ plan: both });
      expect((await store.runs.open(openRun({ plan: plan({ locks: [exclusive('host:h3')] }) }))).opened).toBe(false);
    });

    test.each([
      ['succeeded', true],
      ['failed', true],
      ['cancelled', true],
      ['abandoned', true],
      ['interrupted', false],
      ['undo-failed', false],
    ] as const)('a run that ends %s gives its locks free: %s', async (to, free) => {
      const { runId } = await run();
      await end(runId, to);
      expect((await store.runs.open(openRun())).opened).toBe(free);
    });

    test('closing keeps the failure without its details, the time, an audit row and the answer', async () => {
      await store.deliveries.accept(delivery());
      const { runId } = await run();
      await store.runs.close({
        runId,
        state: 'failed',
        failure: { code: 'unhealthy', message: { outside: 'no answer' }, detail: { big: 1n } },
        audit: entry({ atMs: 2_000, event: 'run.closed', outcome: 'unhealthy' }),
        delivery: { key: 'terminal:1', answer },
      });
      const closed = await store.runs.get(runId);
      expect(closed).toMatchObject({ state: 'failed', finishedAtMs: 2_000 });
      expect(closed?.failure).toEqual({ code: 'unhealthy', message: { outside: 'no answer' } });
      expect((await store.audit.list({ limit: 1 }))[0]).toMatchObject({ event: 'run.closed', runId });
      expect(await store.deliveries.accept(delivery({ owner: 'x' }))).toEqual({ state: 'seen', answer });
    });

    test('a run that ended cannot be ended or journaled again', async () => {
      const { runId } = await run();
      await end(runId, 'succeeded');
      await expect(end(runId, 'failed')).rejects.toThrow('no longer ours');
      await expect(store.runs.journal({ runId, step: 1, phase: 'done', atMs: 1 })).rejects.toThrow('no longer ours');
      expect((await store.runs.get(runId))?.state).toBe('succeeded');
      expect(await store.runs.entries(runId)).toEqual([]);
    });

    test('the journal comes back in order, as it was written', async () => {
      const { runId } = await run();
      const entries = [
        { runId, step: 1, phase: 'prepared', atMs: 1, memo: { pid: 4127, name: 'HR人事' } },
        { runId, step: 1, phase: 'done', atMs: 2, outputs: { sha256: '9c1e', bytes: 38 } },
        { runId, step: 2, phase: 'prepared', atMs: 3, memo: null },
        { runId, step: 2, phase: 'failed', atMs: 4, failure: { code: 'timed-out', message: { outside: 'late' } } },
        { runId, step: 1, phase: 'undo-started', atMs: 5 },
      ] as const;
      for (const each of entries) await store.runs.journal(each);
      expect(await store.runs.entries(runId)).toEqual(entries);
    });

    test('an approval is used up by the run it opens', async () => {
      await store.approvals.ask(approval(), entry());
      const { runId } = await run({ approvalId: '7F3KQ2', approvedBy: 'person:bob', approvedAtMs: 1_100 });
      expect(await store.approvals.get('7F3KQ2')).toMatchObject({
        state: 'used',
        decidedBy: 'person:bob',
        decidedAtMs: 1_100,
        runId,
      });
      await end(runId, 'succeeded');
      expect(await store.runs.open(openRun({ approvalId: '7F3KQ2' }))).toEqual({ opened: false, approvalGone: true });
    });

    test.each([
      ['was given for another plan', { planHash: 'hash-2' }, {}],
      ['came too late', {}, { expiresAtMs: 999 }],
      ['was denied meanwhile', {}, { state: 'denied' as const }],
    ])('an approval that %s opens nothing', async (_, runMore, approvalMore) => {
      await store.approvals.ask(approval(approvalMore), entry());
      expect(await store.runs.open(openRun({ approvalId: '7F3KQ2', ...runMore }))).toEqual({
        opened: false,
        approvalGone: true,
      });
      expect(await store.runs.list({ limit: 1 })).toEqual([]);
    });

    test('an interrupted run is taken over once, and its old cancel is forgotten', async () => {
      const { runId } = await run();
      expect(await store.runs.takeOver(runId, 'bot-2', entry())).toBe(false);
      await store.runs.requestCancel(runId, 'person:bob');
      await end(runId, 'interrupted');
      const taken = await Promise.all(
        ['bot-2', 'bot-3'].map((owner) => store.runs.takeOver(runId, owner, entry({ event: 'run.resumed' }))),
      );
      expect(taken).toEqual([true, false]);
      const after = await store.runs.get(runId);
      expect(after).toMatchObject({ state: 'running', owner: 'bot-2' });
      expect(after).not.toHaveProperty('finishedAtMs');
      expect(await store.runs.cancelRequestedBy(runId)).toBeUndefined();
      expect(await store.audit.list({ limit: 1 })).toMatchObject([{ event: 'run.resumed', runId }]);
    });

    test('a process cannot write to a run that another one took over', async () => {
      const { runId } = await run({ owner: 'bot-1' });
      await end(runId, 'interrupted');
      await store.runs.takeOver(runId, 'bot-2', entry());
      const first = await state.open('bot-1');
      await expect(first.store.runs.journal({ runId, step: 1, phase: 'done', atMs: 1 })).rejects.toThrow('bot-2');
      await expect(first.store.runs.close({ runId, state: 'failed', audit: entry() })).rejects.toThrow('bot-2');
      await first.close();
      expect((await store.runs.get(runId))?.state).toBe('running');
    });

    test('cancelling is asked of a running run, and the first who asked is kept', async () => {
      const { runId } = await run();
      expect(await store.runs.cancelRequestedBy(runId)).toBeUndefined();
      expect(await store.runs.requestCancel(runId, 'person:alice')).toBe(true);
      expect(await store.runs.requestCancel(runId, 'person:bob')).toBe(true);
      expect(await store.runs.cancelRequestedBy(runId)).toBe('person:alice');
      await end(runId, 'cancelled');
      expect(await store.runs.requestCancel(runId, 'person:bob')).toBe(false);
    });

    test('are listed newest first, by system and state', async () => {
      const one = await run();
      await end(one.runId, 'succeeded');
      const two = await run({ plan: plan({ system: 'zk', locks: [exclusive('service:zk/api')] }) });
      const three = await run();
      const ids = async (query: { system?: string; states?: RunState[]; limit?: number }) =>
        (await store.runs.list({ limit: 10, ...query })).map(({ runId }) => runId);
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
      const first = await run();
      await end(first.runId, 'succeeded');
      const later = await run({ plan: plan({ locks: [exclusive(resource)] }) });
      await end(later.runId, 'failed');
      expect((await store.runs.laterRunTouched(first.runId))?.runId).toBe(found ? later.runId : undefined);
      expect(await store.runs.laterRunTouched(later.runId)).toBeUndefined();
    });

    test('a later run that only shared its resources touched nothing', async () => {
      const first = await run();
      await end(first.runId, 'succeeded');
      await run({ plan: plan({ locks: [shared('service:teaching/llm')] }) });
      expect(await store.runs.laterRunTouched(first.runId)).toBeUndefined();
    });
  });

  describe(`${name}: approvals`, () => {
    test('come back as they were asked, the open ones in the order asked', async () => {
      const breakGlass = { reason: 'nobody answers', fromMs: 5_000 };
      await store.approvals.ask(approval({ code: 'BBBBBB', askedAtMs: 2_000, breakGlass }), entry());
      await store.approvals.ask(approval({ code: 'AAAAAA', askedAtMs: 3_000 }), entry());
      expect(await store.approvals.get('BBBBBB')).toEqual(approval({ code: 'BBBBBB', askedAtMs: 2_000, breakGlass }));
      expect((await store.approvals.open()).map(({ code }) => code)).toEqual(['BBBBBB', 'AAAAAA']);
      expect(await store.approvals.get('CCCCCC')).toBeUndefined();
    });

    test('a code that is taken is refused, and no audit row says otherwise', async () => {
      await store.approvals.ask(approval(), entry());
      await expect(store.approvals.ask(approval({ planHash: 'hash-2' }), entry())).rejects.toThrow();
      expect(await store.audit.list({ limit: 10 })).toHaveLength(1);
    });

    test('of two who decide at once one wins, and only that one is in the trail', async () => {
      await store.approvals.ask(approval(), entry());
      const other = await state.open();
      const won = await Promise.all([
        store.approvals.decide('7F3KQ2', 'denied', 'person:bob', 1_100, entry({ event: 'approval.denied' })),
        other.store.approvals.decide('7F3KQ2', 'expired', 'scheduler', 1_100, entry({ event: 'approval.expired' })),
      ]);
      await other.close();
      expect(won.toSorted()).toEqual([false, true]);
      expect(await store.audit.list({ limit: 10 })).toHaveLength(2);
      expect((await store.approvals.get('7F3KQ2'))?.decidedBy).toBe(won[0] ? 'person:bob' : 'scheduler');
      expect(await store.approvals.open()).toEqual([]);
    });
  });

  describe(`${name}: instances`, () => {
    const reap = (nowMs = 2_000) =>
      store.instances.reap({ nowMs, silentForMs: 30_000, audit: () => entry({ event: 'run.interrupted' }) });

    test('one living bot has the lease; it goes to the next when the bot leaves or dies', async () => {
      expect(await store.instances.bot()).toBeUndefined();
      expect(await register('bot-1', { kind: 'bot' })).toBe(true);
      expect(await register('bot-1', { kind: 'bot' })).toBe(true);
      expect(await register('bot-2', { kind: 'bot' })).toBe(false);
      expect(await store.instances.bot()).toEqual({ id: 'bot-1', pid: process.pid });
      await store.instances.leave('bot-1');
      expect(await register('bot-2', { kind: 'bot', pid: deadPid })).toBe(true);
      expect(await store.instances.bot()).toBeUndefined();
      expect(await register('bot-3', { kind: 'bot' })).toBe(true);
    });

    test('a dead owner’s running run is interrupted once, its locks kept, an audit row written', async () => {
      await register('cli-1', { pid: deadPid });
      await register('bot-1');
      const dead = await run({ owner: 'cli-1' });
      await run({ owner: 'bot-1', plan: plan({ locks: [] }) });
      const other = await state.open();
      const reaped = await Promise.all([
        reap(),
        other.store.instances.reap({ nowMs: 2_000, silentForMs: 30_000, audit: () => entry() }),
      ]);
      await other.close();
      expect(reaped.flat()).toEqual([{ ...dead, state: 'interrupted' }]);
      expect((await store.audit.list({ limit: 10 })).filter(({ runId }) => runId === dead.runId)).toHaveLength(2);
      expect((await store.runs.open(openRun())).opened).toBe(false);
      expect(await reap()).toEqual([]);
    });

    test('an owner that is silent for too long is taken for dead, its heartbeat keeps it alive', async () => {
      await register('bot-1', { atMs: 1_000 });
      const { runId } = await run({ owner: 'bot-1' });
      await store.instances.heartbeat('bot-1', 40_000);
      expect(await reap(70_000)).toEqual([]);
      expect((await reap(70_001)).map((each) => each.runId)).toEqual([runId]);
      await expect(store.runs.journal({ runId, step: 1, phase: 'done', atMs: 1 })).rejects.toThrow('interrupted');
    });

    test('an owner nobody knows is dead', async () => {
      const { runId } = await run({ owner: 'cli-9' });
      expect((await reap()).map((each) => each.runId)).toEqual([runId]);
    });

    test('a heartbeat of one that lost its place is an error', async () => {
      await expect(store.instances.heartbeat('bot-1', 1)).rejects.toThrow('not registered');
    });
  });

  describe(`${name}: freezes`, () => {
    const freeze = { scope: 'teaching', reason: 'exam week', by: 'person:alice', atMs: 1_000 };

    test('hold until thawed, newest reason, each with its audit row', async () => {
      await store.freezes.freeze({ ...freeze, reason: 'first' }, entry({ event: 'frozen' }));
      await store.freezes.freeze(freeze, entry({ event: 'frozen' }));
      expect(await store.freezes.current()).toEqual([freeze]);
      expect(await store.freezes.thaw('teaching', entry({ event: 'thawed' }))).toBe(true);
      expect(await store.freezes.current()).toEqual([]);
      expect(await store.freezes.thaw('teaching', entry({ event: 'thawed' }))).toBe(false);
      expect((await store.audit.list({ limit: 10 })).map(({ event }) => event)).toEqual(['thawed', 'frozen', 'frozen']);
    });
  });

  describe(`${name}: history`, () => {
    test('counts the runs that took a resource or its whole system, however they ended', async () => {
      const started = async (atMs: number, more: Parameters<typeof plan>[0], to: RunState) => {
        const { runId } = await run({ plan: plan(more), audit: entry({ atMs }) });
        await end(runId, to);
      };
      await started(999, {}, 'succeeded');
      await started(1_000, {}, 'failed');
      await started(1_100, { action: 'start' }, 'succeeded');
      await started(1_200, { locks: [exclusive('system:teaching'), exclusive('service:teaching/llm')] }, 'succeeded');
      await started(1_300, { locks: [shared('service:teaching/llm')] }, 'succeeded');
      await started(1_400, { locks: [exclusive('service:teaching/backend')] }, 'succeeded');
      await run({ audit: entry({ atMs: 1_500 }) });
      const count = (actions: string[]) =>
        history.runsOf({ actions, resource: 'service:teaching/llm', sinceMs: 1_000 });
      expect(await count(['restart'])).toBe(3);
      expect(await count(['restart', 'start'])).toBe(4);
      expect(await count([])).toBe(0);
    });

    test('names the newest finished change of a system', async () => {
      expect(await history.lastChange('teaching')).toBeUndefined();
      const first = await run();
      await end(first.runId, 'failed');
      await run();
      expect(await history.lastChange('teaching')).toEqual({
        runId: first.runId,
        action: 'restart',
        by: 'person:alice',
        atMs: 1_000,
      });
      expect(await history.lastChange('zk')).toBeUndefined();
    });
  });

  test(`${name}: everything is there after it was closed and opened again`, async () => {
    await store.deliveries.accept(delivery());
    const { runId } = await run();
    await store.runs.journal({ runId, step: 1, phase: 'prepared', atMs: 1, memo: {} });
    await opened.close();
    opened = await state.open();
    ({ store, history } = opened);
    expect((await store.runs.get(runId))?.state).toBe('running');
    expect(await store.runs.entries(runId)).toHaveLength(1);
    expect(await store.deliveries.countSince('terminal:alice', 0)).toBe(1);
    expect(await store.audit.verify()).toEqual({ rows: 1, faults: [] });
  });
}
