import type { Question } from '../../ask-hosts.ts';
import { sqliteProgram } from '../../databases/sqlite-program.ts';
import { programArgv } from '../../run-program.ts';
import { readLines } from '../../runtimes/pidfile/process-facts.ts';
import { sh } from '../../sh.ts';
import { countsIn } from '../inspect-copy.ts';
import type { Returning } from './restorable.ts';

const program = `${sqliteProgram}${sh`
[ -r "$1" ] && count_rows "$1" 2>/dev/null
exit 0
`}`;

/** Rows of each table as they are now; nothing where the database is gone or damaged. */
export const rowsNow = ({ host, paths: [path = ''] }: Returning): Question<Readonly<Record<string, number>>> => ({
  host,
  commands: [programArgv(program, path)],
  read: ([answer]) => countsIn(readLines(answer?.stdout ?? '').get('rows') ?? []),
});
