import * as z from 'zod';
import { fail, ok } from '../../../result.ts';
import { runProgramAsJob } from '../../../run-program.ts';
import { readLines } from '../../../runtimes/pidfile/process-facts.ts';
import { programArgv, sh } from '../../../sh.ts';
import { shownCommand } from '../../../shown-command.ts';
import { defineStep } from '../../../step.ts';
import { outside, texts } from '../../../text.ts';
import { remotePath } from '../../../values.ts';
import { countsIn } from '../../row-counts.ts';
import { sqliteProgram } from './sqlite-program.ts';

const say = texts('check-database', {
  fewer: {
    en: '{path} has {found} rows in {table}, the backup had {wanted}',
    zh: '{path} 的 {table} 表有 {found} 行,备份中为 {wanted} 行',
  },
  noTable: { en: '{path} has no table {table}', zh: '{path} 中没有 {table} 表' },
});

const paramsSpec = z.strictObject({
  path: remotePath,
  /** Rows of each table in the backup. */
  counts: z.record(z.string(), z.int()),
  limitMs: z.int().positive(),
});

const program = `${sqliteProgram}${sh`
[ -f "$1" ] || exit 24
[ -r "$1" ] || exit 25
inspect "$1"
`}`;

/** A database put in place is sound and holds what its backup held; rows that came since do not harm. */
export const checkDatabase = defineStep({
  kind: 'check-database',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ rows: z.int() }),
  repeatable: true,
  reattachable: true,
  onlyLooks: true,
  cancellable: 'now',
  describe: ({ path }) => [shownCommand(['sqlite3', '-readonly', path, 'PRAGMA integrity_check'])],
  prepare: async () => ok({}),
  async perform({ path, counts, limitMs }, _memo, context) {
    const seen = await runProgramAsJob(programArgv(program, path), path, context, { timeoutMs: limitMs });
    if (!seen.ok) return seen;
    const found = countsIn(readLines(seen.value).get('rows') ?? []);
    for (const [table, wanted] of Object.entries(counts)) {
      const rows = found[table];
      const words = { path: outside(path), table: outside(table), wanted };
      if (rows === undefined) return fail('unhealthy', say.noTable(words));
      if (rows < wanted) return fail('unhealthy', say.fewer({ ...words, found: rows }));
    }
    return ok({ rows: Object.values(found).reduce((sum, rows) => sum + rows, 0) });
  },
  readBack: async () => 'not-done',
});
