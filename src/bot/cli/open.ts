import { type Composed, type ComposeOptions, compose } from '../compose.ts';
import { isAboutState } from '../storage/store-errors.ts';
import { faultyConfiguration } from './exit-code.ts';
import { faultLines } from './show-faults.ts';

/** Puts the parts together or says on stderr why not and ends the process with the code for it. */
export async function open(options: ComposeOptions): Promise<Composed> {
  const result = await compose(options).catch((error: unknown) => {
    if (!isAboutState(error)) throw error;
    console.error(`${error.message}; nothing was started.`);
    process.exit(1);
  });
  if (result.ok) return result.composed;
  if ('faults' in result) {
    console.error(faultLines(result.faults));
    console.error(
      `${result.faults.length === 1 ? '1 fault' : `${result.faults.length} faults`} in ${options.dir}; nothing was started.`,
    );
    process.exit(faultyConfiguration);
  }
  console.error(`A bot already runs on this state (pid ${result.taken.pid}). Stop it, or use: zhiban run "<command>"`);
  process.exit(1);
}
