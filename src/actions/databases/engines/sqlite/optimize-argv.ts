import type { Argv } from '../../../ports.ts';

/** Spaces are comments: sudo compares all words of a command as one line, so that none of them may hold one. */
const statements = 'PRAGMA/**/busy_timeout=15000;PRAGMA/**/wal_checkpoint(TRUNCATE);VACUUM;ANALYZE;PRAGMA/**/optimize';

/**
 * Gives free pages back and renews what the planner of queries knows. One fixed command, as the user whose
 * data it is; whoever runs it looks first that the file is there, for sqlite3 would make a new one.
 */
export const optimizeArgv = (path: string): Argv => [
  '/usr/bin/sqlite3',
  '-batch',
  '-bail',
  '-init',
  '/dev/null',
  path,
  statements,
];
