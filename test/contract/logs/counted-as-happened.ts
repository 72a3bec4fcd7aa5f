import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { LogQuery } from '../../../src/actions/logs/read-logs.ts';
import { entryText, fitted, type forms, type Happened, isError, ownPattern } from '../../actions/logs/generated-log.ts';
import { onlyPath, type Reader } from '../../actions/logs/only-reader.ts';
import { folder, readHere } from '../../actions/logs/this-machine.ts';
import { examples } from '../../examples.ts';

/** Gone when the tests of the file are over. */
export const room = folder();
afterAll(() => room.remove());

export const start = Date.UTC(2026, 9, 24, 22);
/** A shell reads some hundred times slower. */
export const runsOf = (reader: Reader): number => (reader === 'sh' ? 1 : examples(reader === 'perl' ? 12 : 4));
export const patience = { timeout: 240_000 };
/** Small enough that files of some kilobytes are searched as great ones are; a shell forks for each block. */
export const searchingBy = (reader: Reader): readonly string[] => (reader === 'sh' ? [] : ['block=256', 'small=1024']);
let files = 0;

export function write(all: readonly Happened[], form: (typeof forms)[number]): string {
  files += 1;
  const path = join(room.path, `app${files}.log`);
  writeFileSync(path, all.map((one) => entryText(one, form, 0)).join(''));
  const end = Math.max(...all.map(({ atMs }) => atMs)) / 1_000 + 1;
  utimesSync(path, end, end);
  return path;
}

/** Writes what happened, asks for a part of it, and expects what happened then; gives what was counted. */
export async function compare(
  reader: Reader,
  all: readonly Happened[],
  form: (typeof forms)[number],
  from: number,
  to: number,
  tuned: readonly string[],
) {
  const entries = all.map((one) => fitted(one, form));
  const path = write(entries, form);
  const times = entries.map(({ atMs }) => atMs);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const [sinceMs, untilMs] = [first + (last - first) * from, first + (last - first) * to]
    .toSorted((a, b) => a - b)
    .map(Math.round);
  const window = { sinceMs: sinceMs ?? 0, untilMs: untilMs ?? 0 };
  const inside = entries.filter(({ atMs }) => atMs >= window.sinceMs && atMs <= window.untilMs);
  const log = { path, ...(form === 'own' ? { pattern: ownPattern } : {}) };
  const machine = { tuned, path: onlyPath(reader) };
  // Who keeps no runs says what was passed over, and is asked exactly.
  const ask = async (query: Partial<LogQuery>) => {
    const read = await readHere(log, { window, ...query }, machine);
    return reader === 'sh' && read.unprovenBytes > 0 ? readHere(log, { window, ...query, exact: true }, machine) : read;
  };
  const counted = await ask({ hours: true, modules: true, signatures: 40 });
  const errors = await ask({ level: 40, signatures: 40, keep: 1_000 });
  const wanted = inside.filter(isError);
  const seen = { reader, path, form, how: [...counted.how], window };
  // A trace under a line that is no error is an entry of its own.
  const own = inside.filter(({ trace, level }) => trace && level !== 'ERROR' && level !== 'CRITICAL').length;
  expect({ ...seen, matched: counted.matched }).toEqual({ ...seen, matched: inside.length + own });
  expect({ ...seen, errors: errors.matched }).toEqual({ ...seen, errors: wanted.length });
  expect(counted.hours.reduce((sum, hour) => sum + hour.errors, 0)).toBe(wanted.length);
  expect(errors.signatures.reduce((sum, { count }) => sum + count, 0)).toBe(wanted.length);
  // A shell shows them as they stand.
  const shown = errors.entries.map(({ atMs }) => atMs);
  const inOrder = (times: readonly number[]) => times.toSorted((a, b) => a - b);
  expect(reader === 'sh' ? inOrder(shown) : shown).toEqual(inOrder(wanted.map(({ atMs }) => atMs)));
  return counted;
}
