import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll } from 'vitest';
import { hasTurn } from '../../rotating-third.ts';

const ofSh = ['tail', 'head', 'date', 'stat', 'cat', 'sort', 'mktemp', 'rm', 'gzip'];
/** What a host has, whose logs are read with this. Nothing else is found there. */
const machines = {
  perl: ['gzip', 'perl'],
  python3: ['sed', 'python3'],
  sh: ['sed', 'awk', ...ofSh],
  tac: ['sed', 'tac', ...ofSh],
  nothing: [],
} as const;
export type Machine = keyof typeof machines;

/** What reads logs and counts them. */
export const readers = ['perl', 'python3', 'sh'] as const;
export type Reader = (typeof readers)[number];
/** Perl each day, the others in turn. */
export const readersToday = readers.filter((reader, at) => reader === 'perl' || hasTurn(at));

const where = (program: string): string => {
  // Set-ups with versions of python put a script of their own first; the program itself is meant.
  const folders = ['/usr/bin', '/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(delimiter)];
  const found = folders.map((each) => join(each, program)).find((each) => existsSync(each));
  if (found === undefined) throw new Error(`${program} is not installed here`);
  return found;
};

const made = new Map<Machine, string>();
let room: string | undefined;

afterAll(() => {
  if (room !== undefined) rmSync(room, { recursive: true });
  room = undefined;
  made.clear();
});

/** A folder of programs for PATH, of a host that reads with this and nothing better. */
export function onlyPath(machine: Machine): string {
  const known = made.get(machine);
  if (known !== undefined) return known;
  room ??= mkdtempSync(join(tmpdir(), 'zhiban-readers-'));
  const path = join(room, machine);
  mkdirSync(path);
  for (const program of ['sh', ...machines[machine]]) symlinkSync(where(program), join(path, program));
  made.set(machine, path);
  return path;
}
