import type { Runs } from '../../src/handlers/store/runs.ts';

/** Kills this process with -9 at one of its writes of a run: before it (odd) or after it (even), counted from 1. */
export function killing(killAt: number): { readonly runs: (runs: Runs) => Runs; readonly points: () => number } {
  let point = 0;
  const pass = (): void => {
    point += 1;
    if (point === killAt) process.kill(process.pid, 'SIGKILL');
  };
  /** Between two passes lies one durable write. */
  const between = async <T>(write: () => Promise<T>): Promise<T> => {
    pass();
    const done = await write();
    pass();
    return done;
  };
  return {
    runs: (runs) => ({
      ...runs,
      open: (one) => between(() => runs.open(one)),
      journal: (one) => between(() => runs.journal(one)),
      close: (one) => between(() => runs.close(one)),
    }),
    points: () => point,
  };
}
