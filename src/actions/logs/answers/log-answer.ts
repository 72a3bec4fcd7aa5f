/** What the reading program says of one log. Times are epoch milliseconds by the host's clock. */
export interface LogRead {
  readonly id: string;
  readonly matched: number;
  readonly entries: readonly LogEntry[];
  readonly hours: readonly LogHour[];
  readonly modules: readonly { readonly module: string; readonly count: number; readonly errors: number }[];
  /** Names in quotation marks behind the word plugin. */
  readonly plugins: readonly { readonly plugin: string; readonly count: number }[];
  readonly signatures: readonly Signature[];
  /** Kinds of errors, of which `signatures` has the most frequent. */
  readonly kinds: number;
  /** Of the file itself, without the rotated ones. */
  readonly sizeBytes?: number;
  readonly readBytes: number;
  readonly files: readonly string[];
  /** `search`: a part found by its stamps; `stretches`: several, for they do not rise throughout; `scan`: all of it; `unstamped`: no line says when. */
  readonly how: ReadonlySet<string>;
  /** Forms of lines seen at both ends, most first, with their counts. */
  readonly shapes: readonly { readonly shape: string; readonly lines: number }[];
  /** Of the newest and the oldest entry that was asked for. */
  readonly firstMs?: number;
  readonly lastMs?: number;
  /** The first line there is, where that is later than the beginning of the window. */
  readonly beginsMs?: number;
  /** The time was up before everything was read. */
  readonly late: boolean;
  /** Files that became shorter while they were read. */
  readonly shrunk: readonly string[];
  /** Lines of more than a megabyte, of which only the beginning was looked at. */
  readonly cutLines: number;
  /** A clock was set back within: an hour is there twice. */
  readonly folded: boolean;
  /** What was found out about the order of lines in its files, for the next question: opaque, one a file. */
  readonly known: readonly string[];
  /** Bytes not read because stamps rose at the places looked at: nobody knows whether they do in between. */
  readonly unprovenBytes: number;
  /** Its lines name their zone. */
  readonly zoned: boolean;
  /** By how much its last stamp is later than it was written to. */
  readonly aheadMs?: number;
  /** How far a look reached that goes on later. */
  readonly cursor?: string;
  /** Bytes that were passed over, for more was written than one look takes in. */
  readonly skippedBytes: number;
  /** What the program that read cannot do: `order`, `pattern`, `forms`, `signatures`, `window`, … */
  readonly limits: readonly string[];
  readonly troubles: readonly { readonly what: string; readonly which: string }[];
}
export interface LogEntry {
  readonly atMs: number;
  readonly level: number;
  readonly module: string;
  readonly text: string;
}
export interface LogHour {
  readonly fromMs: number;
  readonly all: number;
  readonly warnings: number;
  readonly errors: number;
  readonly requests: number;
}
export interface Signature {
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly level: number;
  readonly module: string;
  readonly text: string;
  readonly sample: string;
}

export interface HostRead {
  readonly clockMs: number;
  readonly offsetSeconds: number;
  /** The program that read: perl where there is one. */
  readonly reader: string;
  /** By the ids they were asked for under. */
  readonly logs: readonly LogRead[];
  /** A pattern that was typed and is none. */
  readonly badPattern?: string;
  /** Of the answer, beyond what one may have: what they said is not known. */
  readonly droppedBytes: number;
  /** The end of the answer arrived. */
  readonly whole: boolean;
}

type Building = { -readonly [K in keyof LogRead]: LogRead[K] };

/** Reads what the program printed; what is no line of it is left out. */
export function readAnswer(stdout: string, droppedBytes = 0): HostRead {
  const logs: Building[] = [];
  let head = { clockMs: Number.NaN, offsetSeconds: 0, reader: 'perl' };
  let badPattern: string | undefined;
  let whole = false;
  for (const line of stdout.split('\n')) {
    const [kind, ...rest] = line.split('\t');
    const log = logs.at(-1);
    if (kind === 'C') head = { clockMs: Number(rest[0]), offsetSeconds: Number(rest[1]), reader: rest[2] ?? 'perl' };
    else if (kind === 'L') logs.push(empty(plain(rest[0])));
    else if (kind === 'Z') whole = true;
    else if (kind === 'X' && log === undefined) badPattern = plain(rest[1]);
    else if (log !== undefined) add(log, kind ?? '', rest);
  }
  return { ...head, logs, whole, droppedBytes, ...(badPattern === undefined ? {} : { badPattern }) };
}

const empty = (id: string): Building => ({
  id,
  matched: 0,
  entries: [],
  hours: [],
  modules: [],
  plugins: [],
  signatures: [],
  kinds: 0,
  readBytes: 0,
  files: [],
  how: new Set(),
  shapes: [],
  late: false,
  shrunk: [],
  cutLines: 0,
  folded: false,
  known: [],
  unprovenBytes: 0,
  zoned: false,
  skippedBytes: 0,
  limits: [],
  troubles: [],
});

function add(log: Building, kind: string, rest: readonly string[]): void {
  const number = (at: number): number => Number(rest[at] ?? 0);
  const push = <T>(all: readonly T[], one: T): readonly T[] => {
    (all as T[]).push(one); // made by `empty`, seen by nobody yet
    return all;
  };
  if (kind === 'I') info(log, rest[0] ?? '', plain(rest[1]), push);
  if (kind === 'X') push(log.troubles, { what: rest[0] ?? '', which: plain(rest[1]) });
  if (kind === 'E')
    push(log.entries, { atMs: number(0), level: number(1), module: plain(rest[2]), text: plain(rest[3]) });
  if (kind === 'H')
    push(log.hours, { fromMs: number(0), all: number(1), warnings: number(2), errors: number(3), requests: number(4) });
  if (kind === 'M') push(log.modules, { module: plain(rest[0]), count: number(1), errors: number(2) });
  if (kind === 'P') push(log.plugins, { plugin: plain(rest[0]), count: number(1) });
  if (kind === 'S') {
    const said = { module: plain(rest[4]), text: plain(rest[5]), sample: plain(rest[6]) };
    push(log.signatures, { count: number(0), firstMs: number(1), lastMs: number(2), level: number(3), ...said });
  }
}

function info(log: Building, key: string, value: string, push: <T>(all: readonly T[], one: T) => readonly T[]): void {
  if (key === 'matched') log.matched = Number(value);
  if (key === 'read') log.readBytes = Number(value);
  if (key === 'kinds') log.kinds = Number(value);
  if (key === 'cut') log.cutLines = Number(value);
  if (key === 'size') log.sizeBytes = Number(value);
  if (key === 'first') log.firstMs = Number(value);
  if (key === 'begins') log.beginsMs = Number(value);
  if (key === 'last') log.lastMs = Number(value);
  if (key === 'cursor') log.cursor = value;
  if (key === 'skipped') log.skippedBytes += Number(value);
  if (key === 'limit') push(log.limits, value);
  if (key === 'zoned') log.zoned = true;
  if (key === 'ahead') log.aheadMs = Number(value);
  if (key === 'known') push(log.known, value);
  if (key === 'unproven') log.unprovenBytes += Number(value);
  if (key === 'late') log.late = true;
  if (key === 'folded') log.folded = true;
  if (key === 'shrunk') push(log.shrunk, value);
  if (key === 'files') log.files = value === '' ? [] : value.split(', ');
  if (key === 'how') log.how = new Set(value.split(' ').filter((word) => word !== ''));
  if (key === 'shapes')
    log.shapes = [...value.matchAll(/(\w+):(\d+)/g)].map(([, shape = '', lines]) => ({ shape, lines: Number(lines) }));
}

const plain = (words: string | undefined): string =>
  (words ?? '').replace(/\\(.)/g, (_, letter: string) => ({ n: '\n', t: '\t', r: '\r' })[letter] ?? letter);
