import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import type { Freeze } from '../../handlers/store/freezes.ts';

const maxBytes = 65_536;

/**
 * A file an administrator lays into the state folder, for the day the chat is not to be trusted. Its lines are
 * `<system>: <reason>` or `*: <reason>`; an empty file, or a line of other words, freezes everything. So does a file that
 * cannot be read, a link among them: its reason is shown, and would show whatever root may read. No file, no freeze.
 */
export function readFreezeFile(path: string, now: () => number): readonly Freeze[] {
  try {
    // Looked for twice a command, and hardly ever there: an error costs more than a look.
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return [];
    const { text, atMs } = head(path);
    const lines = text.split('\n').map((line) => line.trim());
    const said = lines.filter((line) => line !== '');
    return (said.length === 0 ? ['*:'] : said).map((line) => ({ ...parseLine(line), by: 'file', atMs, file: path }));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return [];
    return [{ scope: '*', reason: `it cannot be read (${String(code)})`, by: 'file', atMs: now(), file: path }];
  }
}

function parseLine(line: string): { readonly scope: string; readonly reason: string } {
  const [, scope, reason] = /^(\*|[a-z][a-z0-9-]*)\s*[:\uff1a]\s*(.*)$/u.exec(line) ?? [];
  return scope === undefined ? { scope: '*', reason: line } : { scope, reason: reason ?? '' };
}

function head(path: string): { readonly text: string; readonly atMs: number } {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK); // a named pipe would wait for its writer
  try {
    const bytes = Buffer.alloc(maxBytes);
    const length = readSync(file, bytes);
    return { text: bytes.toString('utf8', 0, length), atMs: Math.round(fstatSync(file).mtimeMs) };
  } finally {
    closeSync(file);
  }
}
