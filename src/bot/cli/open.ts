import type { AnswerCode } from '../../handlers/message.ts';
import { type Composed, type ComposeOptions, compose } from '../compose.ts';
import { isAboutState } from '../storage/store-errors.ts';
import { faultyConfiguration } from './exit-code.ts';
import { faultLines } from './show-faults.ts';

/**
 * Puts the parts together or says on stderr why not and ends the process with the code for it. `refused` is called with
 * the same words before, for whoever waits for a result on stdout.
 */
export async function open(
  options: ComposeOptions,
  refused: (code: AnswerCode, words: string) => void = () => {},
): Promise<Composed> {
  const end = (code: AnswerCode, words: string): never => {
    console.error(words);
    refused(code, words);
    process.exit(code === 'faulty-configuration' ? faultyConfiguration : 1);
  };
  const result = await compose(options).catch((error: unknown) => {
    if (!isAboutState(error)) throw error;
    return end('internal', `${error.message}; nothing was started.`);
  });
  if (result.ok) return result.composed;
  if ('faults' in result) {
    const count = result.faults.length === 1 ? '1 fault' : `${result.faults.length} faults`;
    const lines = `${faultLines(result.faults)}\n${count} in ${options.dir}; nothing was started.`;
    return end('faulty-configuration', lines);
  }
  const taken = `A bot already runs on this state (pid ${result.taken.pid}).`;
  return end('busy', `${taken} Stop it, or use: zhiban run "<command>"`);
}
