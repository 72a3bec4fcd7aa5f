import type { Question } from '../../../ask-hosts.ts';
import { readLines } from '../../../runtimes/pidfile/process-facts.ts';
import { programArgv, sh } from '../../../sh.ts';
import { countsIn } from '../../row-counts.ts';
import type { SqliteSpec } from './spec.ts';
import { sqliteProgram } from './sqlite-program.ts';

const program = `${sqliteProgram}${sh`
[ -r "$1" ] && count_rows "$1" 2>/dev/null
exit 0
`}`;

/** Rows of each table as they are now; nothing where the database is gone or damaged. */
export const rowsNow = ({ host, path }: SqliteSpec): Question<Readonly<Record<string, number>>> => ({
  host,
  commands: [programArgv(program, path)],
  read: ([answer]) => countsIn(readLines(answer?.stdout ?? '').get('rows') ?? []),
});
