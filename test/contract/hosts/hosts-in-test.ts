import type { Argv, Exec, ExecOptions, Hosts } from '../../../src/actions/ports.ts';
import type { Result } from '../../../src/actions/result.ts';

/** A secret the hosts under test must have been told to mask, as `[masked:canary]`. */
export const canary = { name: 'canary', value: 'Kr7-pelican-Tq93-orchard' };

/** What a suite works with, there while its tests run. */
export interface HostsInTest {
  readonly hosts: Hosts;
  /** The id of a host that is this very machine, whichever way it is reached. */
  readonly host: string;
  /** All files of the tests lie in it. */
  readonly folder: string;
  options(more?: Partial<ExecOptions>): ExecOptions;
  run(argv: Argv, more?: Partial<ExecOptions>): Promise<Exec>;
}

/** Seconds to sleep that nobody else sleeps: finds the processes of one test again. */
export function markOfProcesses(): string {
  return `${500 + Math.floor(Math.random() * 400)}.${Math.floor(Math.random() * 1e9)}`;
}

/** Looks on the machine itself for processes whose command line holds a mark; the looking one is left out. */
export async function processesOf(run: (argv: Argv) => Promise<Exec>, mark: string): Promise<string> {
  const half = Math.floor(mark.length / 2);
  const pattern = `${mark.slice(0, half)}[${mark[half]}]${mark.slice(half + 1)}`;
  return (await run(['sh', '-c', `ps -eo pid=,args= | grep -F -- sleep | grep -e '${pattern}' || true`])).stdout;
}

export function valueIn<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${JSON.stringify(result.failure)}`);
  return result.value;
}
