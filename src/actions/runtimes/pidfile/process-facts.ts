/** What the programs of this folder print: lines `key value`, a key maybe more than once. */
export interface ProcessFacts {
  readonly found: 'none' | 'ours' | 'stranger';
  readonly pid?: number;
  /** The command line, for people: arguments joined by spaces, cut at 300 bytes. */
  readonly line?: string;
  /** What differs from the declared command. */
  readonly differs: readonly Difference[];
  /** The PID file does not name it: lost, empty, or of a process that is gone. */
  readonly lost?: boolean;
  /** The PID file's words, also when no such process lives. */
  readonly filePid?: string;
  /** Boot, PID and start: differs between two starts. */
  readonly invocation?: string;
  /** Epoch milliseconds by the host's clock. */
  readonly startedMs?: number;
  readonly memoryBytes?: number;
}
export const differences = ['executable', 'arguments', 'folder', 'user', 'later', 'twice'] as const;
export type Difference = (typeof differences)[number];

/** Values by key. */
export function readLines(stdout: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const line of stdout.split('\n')) {
    const space = line.indexOf(' ');
    const key = space < 0 ? line : line.slice(0, space);
    if (key === '') continue;
    values.set(key, [...(values.get(key) ?? []), space < 0 ? '' : line.slice(space + 1)]);
  }
  return values;
}

/** Undefined when the program did not get as far as looking. */
export function processFacts(stdout: string): ProcessFacts | undefined {
  const values = readLines(stdout);
  const word = (key: string) => values.get(key)?.[0]?.trim() || undefined;
  const number = (key: string) => {
    const value = Number(word(key) ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
  };
  const found = word('found');
  if (found !== 'none' && found !== 'ours' && found !== 'stranger') return undefined;
  const [pid, ticks, boot, hertz, rss] = ['pid', 'ticks', 'boot', 'hertz', 'rss'].map(number);
  const line = word('line');
  const filePid = word('file');
  const id = word('id');
  return {
    found,
    differs: differences.filter((each) => (word('why') ?? '').split(' ').includes(each)),
    ...(word('lost') === '1' ? { lost: true } : {}),
    ...(pid === undefined ? {} : { pid }),
    ...(line === undefined ? {} : { line }),
    ...(filePid === undefined ? {} : { filePid }),
    ...(id === undefined || pid === undefined || ticks === undefined ? {} : { invocation: `${id}-${pid}-${ticks}` }),
    ...(boot === undefined || ticks === undefined || !hertz
      ? {}
      : { startedMs: boot * 1_000 + Math.round((ticks * 1_000) / hertz) }),
    ...(rss === undefined ? {} : { memoryBytes: rss * 1_024 }),
  };
}
