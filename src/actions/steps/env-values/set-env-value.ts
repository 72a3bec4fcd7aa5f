import * as z from 'zod';
import type { Argv } from '../../ports.ts';
import { fail, ok, type Result } from '../../result.ts';
import { readLines } from '../../runtimes/pidfile/process-facts.ts';
import { secretRef } from '../../secret-input.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep, type StepContext } from '../../step.ts';
import { asOwnerByHand } from '../../sudo.ts';
import { outside, texts } from '../../text.ts';
import { remotePath } from '../../values.ts';
import { envValueFailure } from './env-value-failure.ts';
import { canReadArgv, formerName, hasValueArgv, putBackArgv, renameArgv, setValueArgv } from './env-value-programs.ts';

const say = texts('set-env-value', {
  noFormer: {
    en: '{path} cannot be put back: {former}, its former file, is gone',
    zh: '无法恢复 {path}:原文件 {former} 已不存在',
  },
  notHeld: { en: '{path} does not hold what was just written', zh: '{path} 中没有刚写入的内容' },
});

const paramsSpec = z.strictObject({
  path: remotePath,
  variable: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/),
  value: secretRef,
  /** The id of the plan, after which the safety copy is called. */
  stamp: z.string().regex(/^[0-9A-Z]{4,8}$/),
  /** Whose file it is, when not the login's. */
  user: z.string().optional(),
});
type Params = z.output<typeof paramsSpec>;

/** Sets one variable of an env file: a closed safety copy, the whole file replaced at once, owner and mode kept, read back. */
export const setEnvValue = defineStep({
  kind: 'set-env-value',
  params: paramsSpec,
  memo: z.strictObject({ whose: z.string() }),
  outputs: z.strictObject({}),
  repeatable: true, // written from the safety copy, which only the first time makes
  cancellable: 'after-step',
  describe: (params) => [
    shownAs(params, ['cp', '-p', params.path, formerName(params.path, params.stamp)]),
    `write ${params.variable}, as given privately, into ${shownCommand([params.path])}: by stdin, then a rename`,
  ],
  async prepare(params, context) {
    const looked = await run(canReadArgv(fileOf(params)), params, context);
    return looked.ok ? ok({ whose: looked.value.get('whose')?.[0] ?? '' }) : looked;
  },
  async perform(params, _memo, context) {
    const written = await withValue(setValueArgv(fileOf(params), params.variable), params, context);
    if (!written.ok) return written;
    const found = await withValue(hasValueArgv(fileOf(params), params.variable), params, context);
    if (!found.ok) return found;
    if (found.value.get('set')?.[0] === 'yes') return ok({});
    return fail('command-failed', say.notHeld({ path: outside(params.path) }));
  },
  async undo(params, _memo, context) {
    const back = await run(putBackArgv(fileOf(params)), params, context);
    if (!back.ok) return back;
    if (back.value.get('back')?.[0] !== 'none') return ok(undefined);
    // Without a former file nothing was written yet, or somebody took it away.
    const found = await withValue(hasValueArgv(fileOf(params), params.variable), params, context);
    if (found.ok && found.value.get('set')?.[0] === 'no') return ok(undefined);
    const words = { path: outside(params.path), former: outside(formerName(params.path, params.stamp)) };
    return fail('command-failed', say.noFormer(words));
  },
  manual: (params) => [shownAs(params, renameArgv(formerName(params.path, params.stamp), params.path))],
  async readBack(params, _memo, context) {
    const found = await withValue(hasValueArgv(fileOf(params), params.variable), params, context);
    if (!found.ok) return 'unknown';
    return found.value.get('set')?.[0] === 'yes' ? 'done' : 'not-done';
  },
});

const fileOf = ({ user, path, stamp }: Params) => ({ user, path, stamp });

const shownAs = ({ user }: Params, argv: Argv): string => shownCommand(asOwnerByHand(user, argv));

async function withValue(argv: Argv, params: Params, context: StepContext) {
  const value = await context.secrets.reveal(params.value.secret);
  return value.ok ? run(argv, params, context, `${value.value}\n`) : value;
}

async function run(
  argv: Argv,
  { path }: Params,
  { hosts, host, signal }: StepContext,
  stdin?: string,
): Promise<Result<ReturnType<typeof readLines>>> {
  const answer = await hosts.exec(host, argv, { signal, timeoutMs: 30_000, ...(stdin === undefined ? {} : { stdin }) });
  if (!answer.ok) return answer;
  return answer.value.exitCode === 0
    ? ok(readLines(answer.value.stdout))
    : { ok: false, failure: envValueFailure(host, path, answer.value) };
}
