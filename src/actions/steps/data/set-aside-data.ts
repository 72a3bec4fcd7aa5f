import * as z from 'zod';
import { asideName, moveArgv } from '../../data-moves.ts';
import { fail, ok } from '../../result.ts';
import { runProgram } from '../../run-program.ts';
import { readLines } from '../../runtimes/pidfile/process-facts.ts';
import { programArgv, sh } from '../../sh.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep, type StepContext } from '../../step.ts';
import { asOwnerByHand } from '../../sudo.ts';
import { outside, texts } from '../../text.ts';
import { remotePath } from '../../values.ts';
import { renameData } from './rename-data.ts';

const say = texts('set-aside-data', {
  gone: {
    en: '{path} cannot be put back: {kept}, where it was kept, is gone too',
    zh: '无法恢复 {path}:其保留副本 {kept} 也已不存在',
  },
});

export const dataParams = z.strictObject({
  paths: z.array(remotePath).min(1),
  /** The id of the plan, after which the set-aside names are called. */
  stamp: z.string().regex(/^[0-9A-Z]{4,8}$/),
  /** Whose they are, when not the login's. */
  user: z.string().optional(),
});
type Params = z.output<typeof dataParams>;

/** Arguments: what stands behind a name that was set aside, paths. */
const lookProgram = sh`
behind=$1
shift
for path; do
  state=none
  [ ! -e "$path" ] && [ ! -L "$path" ] || state=there
  [ ! -e "$path$behind" ] && [ ! -L "$path$behind" ] || state=$state-aside
  printf 'state %s\n' "$state"
done
exit 0
`;

/** Sets data aside where it lies, by renaming: whole, with owner and mode, and as fast for a large file as for a small one. */
export const setAsideData = defineStep({
  kind: 'set-aside-data',
  params: dataParams,
  memo: z.strictObject({
    /** What was there, by place. */
    there: z.array(z.boolean()),
  }),
  outputs: z.strictObject({ moved: z.int() }),
  repeatable: true,
  cancellable: 'after-step',
  describe: (params) => params.paths.map((path) => shown(params, path, asideName(path, params.stamp))),
  async prepare(params, context) {
    const states = await statesOf(params, context);
    return states.ok ? ok({ there: states.value.map((state) => state !== 'none') }) : states;
  },
  async perform(params, { there }, context) {
    const moved = await renameData(params, { from: '', to: asideName('', params.stamp) }, context);
    return moved.ok ? ok({ moved: there.filter(Boolean).length }) : moved;
  },
  async undo(params, { there }, context) {
    const states = await statesOf(params, context);
    if (!states.ok) return states;
    const gone = params.paths.find((_, at) => there[at] === true && states.value[at] === 'none');
    if (gone !== undefined)
      return fail('command-failed', say.gone({ path: outside(gone), kept: outside(asideName(gone, params.stamp)) }));
    return renameData(params, { from: asideName('', params.stamp), to: '' }, context);
  },
  manual: (params, { there }) =>
    params.paths
      .filter((_, at) => there[at] === true)
      .map((path) => shown(params, asideName(path, params.stamp), path)),
  async readBack(params, { there }, context) {
    const states = await statesOf(params, context);
    if (!states.ok) return 'unknown';
    return states.value.every((state, at) => state === (there[at] === true ? 'none-aside' : 'none'))
      ? 'done'
      : 'not-done';
  },
  recall: async (_params, { there }) => ok({ moved: there.filter(Boolean).length }),
});

/** As a person types it. */
export const shown = ({ user }: Pick<Params, 'user'>, from: string, to: string): string =>
  shownCommand(asOwnerByHand(user, moveArgv(from, to)));

/** For what a service may have made meanwhile. */
export const shownIfThere = (params: Pick<Params, 'user'>, from: string, to: string): string =>
  `${shownCommand(['test', '!', '-e', from])} || ${shown(params, from, to)}`;

async function statesOf({ paths, stamp }: Params, context: StepContext) {
  const looked = await runProgram(programArgv(lookProgram, asideName('', stamp), ...paths), paths[0] ?? '', context, {
    timeoutMs: 15_000,
  });
  if (!looked.ok) return looked;
  const states = readLines(looked.value).get('state') ?? [];
  return ok(paths.map((_, at) => states[at] ?? 'none'));
}
