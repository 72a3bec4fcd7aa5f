import { describe, expect, test } from 'vitest';
import { entry, openRun, plan } from './rows.ts';
import { deadPid, type OpenState, type StateInTest } from './state-in-test.ts';

export function describeInstances(name: string, open: OpenState): void {
  describe(`${name}: instances`, () => {
    const reap = ({ store }: Pick<StateInTest, 'store'>, nowMs = 2_000) =>
      store.instances.reap({ nowMs, silentForMs: 30_000, audit: () => entry({ event: 'run.interrupted' }) });

    test('one living bot has the lease; it goes to the next when the bot leaves or dies', async () => {
      const state = await open();
      expect(await state.store.instances.bot()).toBeUndefined();
      expect(await state.register('bot-1', { kind: 'bot' })).toBe(true);
      expect(await state.register('bot-1', { kind: 'bot' })).toBe(true);
      expect(await state.register('bot-2', { kind: 'bot' })).toBe(false);
      expect(await state.store.instances.bot()).toEqual({ id: 'bot-1', pid: process.pid });
      await state.store.instances.leave('bot-1');
      expect(await state.register('bot-2', { kind: 'bot', pid: deadPid })).toBe(true);
      expect(await state.store.instances.bot()).toBeUndefined();
      expect(await state.register('bot-3', { kind: 'bot' })).toBe(true);
    });

    test('a dead owner’s running run is interrupted once, its locks kept, an audit row written', async () => {
      const state = await open();
      await state.register('cli-1', { pid: deadPid });
      await state.register('bot-1');
      const dead = await state.run({ owner: 'cli-1' });
      await state.run({ owner: 'bot-1', plan: plan({ locks: [] }) });
      const other = await state.open();
      const reaped = await Promise.all([reap(state), reap(other)]);
      expect(reaped.flat()).toEqual([{ ...dead, state: 'interrupted' }]);
      expect((await state.store.audit.list({ limit: 10 })).filter(({ runId }) => runId === dead.runId)).toHaveLength(2);
      expect((await state.store.runs.open(openRun())).opened).toBe(false);
      expect(await reap(state)).toEqual([]);
    });

    test('what it left is there for whoever looks after it, whoever found it, until somebody did or took it over', async () => {
      const state = await open();
      const one = await state.run({ owner: 'cli-8', plan: plan({ locks: [] }) });
      const other = await state.run({ owner: 'cli-9', plan: plan({ locks: [] }) });
      await state.register('bot-1');
      await state.run({ owner: 'bot-1', plan: plan({ locks: [] }) });
      const { runs } = state.store;
      expect(await runs.leftBehind()).toEqual([]);
      await reap(state);
      const left = [one, other].map((run) => ({ ...run, state: 'interrupted' }));
      expect(await runs.leftBehind()).toEqual(left);
      await runs.lookedAfter(one.runId);
      expect(await (await state.open()).store.runs.leftBehind()).toEqual(left.slice(1));
      expect(await runs.takeOver(other.runId, 'bot-1', entry())).toBe(true);
      await runs.close({ runId: other.runId, state: 'interrupted', audit: entry() });
      // It ended so by itself: who asked for it was told.
      expect(await runs.leftBehind()).toEqual([]);
    });

    test('an owner that is silent for too long is taken for dead, its heartbeat keeps it alive', async () => {
      const state = await open();
      await state.register('bot-1', { atMs: 1_000 });
      const { runId } = await state.run({ owner: 'bot-1' });
      await state.store.instances.heartbeat('bot-1', 40_000);
      expect(await reap(state, 70_000)).toEqual([]);
      expect((await reap(state, 70_001)).map((each) => each.runId)).toEqual([runId]);
      await expect(state.store.runs.journal({ runId, step: 1, phase: 'done', atMs: 1 })).rejects.toThrow('interrupted');
    });

    test('an owner nobody knows is dead', async () => {
      const state = await open();
      const { runId } = await state.run({ owner: 'cli-9' });
      expect((await reap(state)).map((each) => each.runId)).toEqual([runId]);
    });

    test('a heartbeat of one that lost its place is an error', async () => {
      const state = await open();
      await expect(state.store.instances.heartbeat('bot-1', 1)).rejects.toThrow('not registered');
    });
  });
}
