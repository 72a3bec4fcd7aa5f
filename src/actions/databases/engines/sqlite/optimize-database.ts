import * as z from 'zod';
import { commandFailure, lastWords } from '../../../command-failure.ts';
import type { Exec } from '../../../ports.ts';
import { type Failure, fail, ok } from '../../../result.ts';
import { readLines } from '../../../runtimes/pidfile/process-facts.ts';
import { programArgv, sh } from '../../../sh.ts';
import { shownCommand } from '../../../shown-command.ts';
import { defineStep } from '../../../step.ts';
import { asOwner } from '../../../sudo.ts';
import { outside, texts } from '../../../text.ts';
import { remotePath } from '../../../values.ts';
import { optimizeArgv } from './optimize-argv.ts';

const say = texts('optimize-database', {
  missing: { en: '{path} is not there', zh: '{path} 不存在' },
  noProgram: { en: '{host} has no sqlite3 program', zh: '{host} 上没有 sqlite3 程序' },
  locked: {
    en: '{path} stayed locked for 15 s; the database is as it was',
    zh: '{path} 被占用超过 15 秒,数据库保持原状',
  },
  full: {
    en: 'the disk became full while {path} was rebuilt; the database is as it was',
    zh: '重建 {path} 时磁盘已满,数据库保持原状',
  },
  failed: { en: '{path} could not be optimised; the database is as it was', zh: '{path} 优化失败,数据库保持原状' },
});

const paramsSpec = z.strictObject({
  path: remotePath,
  /** Whose it is, when not the login's. */
  user: z.string().optional(),
  limitMs: z.int().positive(),
});
type Params = z.output<typeof paramsSpec>;

/** Arguments: path, then the command. */
const program = sh`
path=$1
shift
[ -f "$path" ] || exit 41
command -v sqlite3 >/dev/null || exit 42
size() {
  all=0
  for file in "$path" "$path-wal"; do
    [ ! -e "$file" ] || all=$((all + $(stat -Lc %s -- "$file")))
  done
  printf '%s %s\n' "$1" "$all"
}
size before
"$@" >/dev/null || exit 43
size after
`;

/** Checkpoint, VACUUM, ANALYZE: SQLite itself does each whole or not at all, so there is nothing to put back. */
export const optimizeDatabase = defineStep({
  kind: 'optimize-database',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ before: z.int(), after: z.int() }),
  repeatable: true,
  cancellable: 'after-step',
  describe: (params) => [shownCommand(commandOf(params))],
  prepare: async () => ok({}),
  async perform(params, _memo, { hosts, host, signal }) {
    const argv = programArgv(program, params.path, ...commandOf(params));
    const answer = await hosts.exec(host, argv, { signal, timeoutMs: params.limitMs });
    if (!answer.ok) return answer;
    if (answer.value.exitCode !== 0) return { ok: false, failure: failureOf(params, host, answer.value) };
    const found = readLines(answer.value.stdout);
    return ok({ before: Number(found.get('before')?.[0] ?? 0), after: Number(found.get('after')?.[0] ?? 0) });
  },
  readBack: async () => 'not-done',
});

const commandOf = ({ path, user }: Params) => asOwner(user, optimizeArgv(path));

function failureOf({ path }: Params, host: string, answer: Exec): Failure {
  const words = { path: outside(path), host: outside(host) };
  const evidence = lastWords(answer.stderr);
  if (answer.exitCode === 41) return fail('not-found', say.missing(words)).failure;
  if (answer.exitCode === 42) return fail('command-failed', say.noProgram(words)).failure;
  if (answer.exitCode !== 43) return commandFailure(host, ['sqlite3'], answer);
  if (/locked|busy/.test(answer.stderr)) return fail('busy', say.locked(words), { evidence }).failure;
  if (/full/.test(answer.stderr)) return fail('command-failed', say.full(words), { evidence }).failure;
  return fail('command-failed', say.failed(words), { evidence }).failure;
}
