import type { Hosts } from '../ports.ts';
import type { Log } from './log-spec.ts';

/**
 * What was found out about the files of logs: how far each was looked through for lines out of order, and where its runs lie. A
 * file that only grows is never looked through twice. It is a memory for speed alone: without it the answers are the same, later.
 */
const memories = new WeakMap<Hosts, Map<string, readonly string[]>>();

const mostLogs = 200;
const mostFiles = 40;
/** All of it is one line of a command. */
const mostLetters = 8_000;

const keyOf = ({ host, system, id }: Log): string => `${host} ${system}/${id}`;
const fileOf = (known: string): string => known.slice(0, known.indexOf('@'));

/** One line a file, newest first, in the words of the reading program. */
export const knownOf = (hosts: Hosts, log: Log): readonly string[] => memories.get(hosts)?.get(keyOf(log)) ?? [];

/** Nothing found: what is known still holds, and was of use just now. */
export function learn(hosts: Hosts, log: Log, found: readonly string[]): void {
  if (found.length === 0 && knownOf(hosts, log).length === 0) return;
  const memory = memories.get(hosts) ?? new Map<string, readonly string[]>();
  memories.set(hosts, memory);
  const newest = new Set(found.map(fileOf));
  const before = knownOf(hosts, log).filter((each) => !newest.has(fileOf(each)));
  let letters = 0;
  const kept = [...found, ...before].slice(0, mostFiles).filter((each) => {
    letters += each.length;
    return letters <= mostLetters;
  });
  memory.delete(keyOf(log));
  memory.set(keyOf(log), kept);
  const [oldest] = memory.keys();
  if (memory.size > mostLogs && oldest !== undefined) memory.delete(oldest);
}
