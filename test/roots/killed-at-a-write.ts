// A composition root of the tests: the command line's `run`, killed with -9 at one write of its run.
// ZHIBAN_KILL_AT=N: before or after a write (odd: before, even: after), counted over open, journal and close.

import { run } from '../../src/bot/cli/run.ts';
import { killing } from './killing.ts';

const kill = killing(Number(process.env.ZHIBAN_KILL_AT ?? '0'));
const [text = '', person = ''] = process.argv.slice(2);
process.exitCode = await run(
  text,
  { as: person, config: process.env.ZHIBAN_KILL_CONFIG ?? 'config/lab', json: true, yes: true },
  { store: (store) => ({ ...store, runs: kill.runs(store.runs) }) },
);
console.error(`points ${kill.points()}`);
