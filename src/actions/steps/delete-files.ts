import * as z from 'zod';
import type { Argv } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { readLines } from '../runtimes/pidfile/process-facts.ts';
import { defineStep, type Outputs, type StepContext } from '../step.ts';
import { remotePath } from '../values.ts';
import { commandFailure } from './command-failure.ts';
import { asideArgv, backArgv, countArgv } from './set-aside-programs.ts';
import { shownCommand } from './shown-command.ts';

const fileName = z
  .string()
  .min(1)
  .refine((name) => !name.includes('/') && name !== '.' && name !== '..', 'a file name');

/** Files of one folder, each named when planned. */
export const deleteFilesParams = z.strictObject({
  folder: remotePath,
  /** The folder inside it that they are moved into; its name derives from the plan's id. */
  aside: fileName,
  names: z.array(fileName).min(1),
});
export type DeleteFilesParams = z.output<typeof deleteFilesParams>;

/** Takes files away by moving them into a set-aside folder, so that it can be undone. Never a file that is open. */
export const deleteFiles = defineStep({
  kind: 'delete-files',
  params: deleteFilesParams,
  memo: z.strictObject({}),
  outputs: z.strictObject({ moved: z.int(), bytes: z.int(), open: z.int() }),
  repeatable: true, // what was moved is not there to be moved again
  cancellable: 'after-step',
  describe: ({ folder, aside, names }) => [
    `cd ${shownCommand([folder])} && mkdir ${shownCommand([aside])}`,
    ...names.map((name) => shownCommand(['mv', `./${name}`, `${aside}/`])),
  ],
  prepare: async () => ok({}),
  perform: (params, _memo, context) => counted(asideArgv(params), context),
  async undo(params, _memo, context) {
    const answer = await run(backArgv(params), context);
    return answer.ok ? ok(undefined) : answer;
  },
  manual: ({ folder, aside }) => [`cd ${shownCommand([folder])} && mv ${shownCommand([aside])}/* .`],
  async readBack(params, _memo, context) {
    const answer = await run(countArgv(params), context);
    if (!answer.ok) return 'unknown';
    return numberOf(answer.value, 'waiting') === 0 ? 'done' : 'not-done';
  },
  recall: (params, _memo, context) => counted(countArgv(params), context),
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
