// A composition root of the tests: the command line's `run`, killed with -9 at one write of its run.
// ZHIBAN_KILL_AT=N: before or after a write (odd: before, even: after), counted over open, journal and close.

import { run } from '../../src/bot/cli/run.ts';
import type { Runs } from '../../src/handlers/store/runs.ts';

const killAt = Number(process.env.ZHIBAN_KILL_AT ?? '0');
let point = 0;

const pass = (): void => {
  point += 1;
  if (point === killAt) process.kill(process.pid, 'SIGKILL');
};

/** Between two passes lies one durable write. */
async function between<T>(write: () => Promise<T>): Promise<T> {
  pass();
  const done = await write();
  pass();
  return done;
}

const killing = (runs: Runs): Runs => ({
  ...runs,
  open: (one) => between(() => runs.open(one)),
  journal: (one) => between(() => runs.journal(one)),
  close: (one) => between(() => runs.close(one)),
});

const [text = '', person = ''] = process.argv.slice(2);
process.exitCode = await run(
  text,
  { as: person, config: process.env.ZHIBAN_KILL_CONFIG ?? 'config/lab', json: true, yes: true },
  { store: (store) => ({ ...store, runs: killing(store.runs) }) },
);
console.error(`points ${point}`);
