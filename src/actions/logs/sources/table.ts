import { file } from './file.ts';
import { journal } from './journal.ts';
import type { LogSource } from './log-source.ts';

/** Every kind of source. */
export const sources = [file, journal] as const;

/** The kind of a log that was read by its own schema. */
export function sourceOf(log: Readonly<Record<string, unknown>>): LogSource<object> {
  const source = sources.find(({ key }) => key in log);
  if (source === undefined) throw new Error('a log without a source'); // its schema wants one
  return source as LogSource<object>; // its own schema read it, so its own fields are there
}
