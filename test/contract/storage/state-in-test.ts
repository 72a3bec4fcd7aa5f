import { onTestFinished } from 'vitest';
import type { History } from '../../../src/actions/ports.ts';
import type { Answer } from '../../../src/handlers/message.ts';
import type { OpenRun, Run, RunState } from '../../../src/handlers/store/runs.ts';
import type { Store } from '../../../src/handlers/store/store.ts';
import { entry, openRun } from './rows.ts';

export interface OpenedForTest {
  readonly store: Store;
  readonly history: History;
  close(): Promise<void>;
}
/** An empty state that processes can open; `instance` is the one it is opened for. */
export interface FreshState {
  open(instance?: string): Promise<OpenedForTest>;
  discard(): Promise<void>;
}

/** A state opened for one test, with what the tests do with it again and again. */
export interface StateInTest extends OpenedForTest {
  /** As another process would. */
  open(instance?: string): Promise<OpenedForTest>;
  run(more?: Partial<OpenRun>): Promise<Run>;
  end(runId: number, to: RunState): Promise<void>;
  register(id: string, more?: { kind?: 'bot' | 'cli'; pid?: number; atMs?: number }): Promise<boolean>;
}
export type OpenState = () => Promise<StateInTest>;

export const answer: Answer = { code: 'ok', message: { blocks: [{ type: 'text', text: { outside: 'done' } }] } };
/** A process number that no Linux process can have. */
export const deadPid = 2 ** 22 + 1;

/** Everything it opens is closed and discarded when the test is over. */
export const openForTest =
  (fresh: () => Promise<FreshState>): OpenState =>
  async () => {
    const state = await fresh();
    onTestFinished(() => state.discard());
    const open = async (instance?: string) => {
      const opened = await state.open(instance);
      let closed = false;
      const close = async () => {
        if (closed) return;
        closed = true;
        await opened.close();
      };
      onTestFinished(close);
      return { ...opened, close };
    };
    const opened = await open();
    const { store } = opened;
    return {
      ...opened,
      open,
      async run(more = {}) {
        const result = await store.runs.open(openRun(more));
        if (!result.opened) throw new Error('expected the run to open');
        return result.run;
      },
      end: (runId, to) =>
        store.runs.close({ runId, state: to, audit: entry({ atMs: 2_000, event: 'run.closed', outcome: 'ok' }) }),
      register: (id, more = {}) =>
        store.instances.register({ id, kind: 'cli', pid: process.pid, atMs: 1_000, ...more }),
    };
  };
