import { closeSync, openSync, statSync, utimesSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export const hourMs = 3_600_000;
const start = Date.UTC(2026, 9, 25);
/** Of the four weeks every made log lasts. */
export const endOf = start + 28 * 24 * hourMs;

const line = (atMs: number, n: number): string => {
  const stamp = `${new Date(atMs).toISOString().replace('T', ' ').replace('.', ',').slice(0, 23)}`;
  return n % 500 === 0
    ? `${stamp} - backend - ERROR - provider did not answer in ${n % 97} s for "u${n}"\n`
    : `${stamp} - backend - INFO - 10.0.0.7 - "GET /api/v1/things/${n} HTTP/1.1" 200 and words to make it a line\n`;
};

export interface MadeLog {
  readonly path: string;
  /** Where the lines of a moment begin. */
  offset(atMs: number): number;
}

/** An application's log, one line in 500 an error. */
export function makeLog(folder: string, megabytes: number): MadeLog {
  const path = join(folder, `${megabytes}.log`);
  const lines = Math.floor((megabytes * 1_000_000) / line(start, 1_000_001).length);
  const file = openSync(path, 'w');
  const marks: { readonly atMs: number; readonly offset: number }[] = [];
  const atOf = (n: number): number => start + Math.floor(((endOf - start) * n) / lines);
  let [offset, waiting] = [0, 0];
  let text: string[] = [];
  for (let n = 0; n < lines; n += 1) {
    const each = line(atOf(n), n + 1_000_001);
    marks.push(...(n % 20 === 0 ? [{ atMs: atOf(n), offset: offset + waiting }] : []));
    text.push(each);
    waiting += each.length;
    if (text.length < 20_000 && n < lines - 1) continue;
    offset += writeSync(file, text.join(''));
    [text, waiting] = [[], 0];
  }
  closeSync(file);
  utimesSync(path, endOf / 1_000, endOf / 1_000);
  const { size } = statSync(path);
  return {
    path,
    offset: (atMs) => (atMs >= endOf ? size : (marks.findLast((mark) => mark.atMs <= atMs)?.offset ?? 0)),
  };
}
