import * as z from 'zod';
import type { Argv } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { readLines } from '../runtimes/pidfile/process-facts.ts';
import { defineStep, type Outputs, type StepContext } from '../step.ts';
import { remotePath } from '../values.ts';
import { commandFailure } from './command-failure.ts';
import {
  asideLogsArgv,
  backLogsArgv,
  countLogsArgv,
  purgeLogsArgv,
  shownBacks,
  shownMoves,
  shownPurges,
} from './log-files-programs.ts';
import { shownCommand } from './shown-command.ts';

const fileName = z
  .string()
  .regex(/^[^/\s]+$/, 'a file name')
  .max(255);

/** Rotated log files of one folder, each named when planned. */
export const logFilesParams = z.strictObject({
  folder: remotePath,
  user: z.string().min(1).optional(),
  /** Behind each name while it is set aside; derives from the plan's id. */
  suffix: z.string().regex(/^(\.zhiban-\w{6})?$/),
  names: z.array(fileName).min(1),
});
export type LogFilesParams = z.output<typeof logFilesParams>;

const outputs = z.strictObject({ moved: z.int(), bytes: z.int(), open: z.int() });

/** Takes rotated files away under another name beside them, so that it can be undone. Never a file that is open. */
export const setAsideLogs = defineStep({
  kind: 'set-aside-logs',
  params: logFilesParams,
  memo: z.strictObject({}),
  outputs,
  repeatable: true, // what was moved is not there to be moved again
  cancellable: 'after-step',
  describe: (params) => shownMoves(params).map(shownCommand),
  prepare: async () => ok({}),
  perform: (params, _memo, context) => counted(asideLogsArgv(params), context),
  async undo(params, _memo, context) {
    const answer = await run(backLogsArgv(params), context);
    return answer.ok ? ok(undefined) : answer;
  },
  manual: (params) => shownBacks(params).map(shownCommand),
  async readBack(params, _memo, context) {
    const answer = await run(countLogsArgv(params), context);
    if (!answer.ok) return 'unknown';
    return numberOf(answer.value, 'waiting') === 0 ? 'done' : 'not-done';
  },
  recall: (params, _memo, context) => counted(countLogsArgv(params), context),
});

/** Deletes for good what an earlier cleanup had set aside. */
export const purgeLogs = defineStep({
  kind: 'purge-logs',
  params: logFilesParams,
  memo: z.strictObject({}),
  outputs,
  repeatable: true, // what is gone is not there to be deleted again
  cancellable: 'after-step',
  describe: (params) => shownPurges(params).map(shownCommand),
  prepare: async () => ok({}),
  perform: (params, _memo, context) => counted(purgeLogsArgv(params), context),
  async readBack(params, _memo, context) {
    const answer = await run(countLogsArgv({ ...params, suffix: '' }), context);
    if (!answer.ok) return 'unknown';
    return numberOf(answer.value, 'waiting') === 0 ? 'done' : 'not-done';
  },
});

async function counted(argv: Argv, context: StepContext): Promise<Result<Outputs>> {
  const answer = await run(argv, context);
  if (!answer.ok) return answer;
  const of = (key: string) => numberOf(answer.value, key);
  return ok({ moved: of('moved'), bytes: of('bytes'), open: of('open') });
}

async function run(argv: Argv, { hosts, host, signal }: StepContext): Promise<Result<string>> {
  const answer = await hosts.exec(host, argv, { signal, timeoutMs: 30_000 });
  if (!answer.ok) return answer;
  return answer.value.exitCode === 0
    ? ok(answer.value.stdout)
    : { ok: false, failure: commandFailure(host, ['mv'], answer.value) };
}

const numberOf = (stdout: string, key: string): number => Number(readLines(stdout).get(key)?.[0] ?? 0) || 0;
