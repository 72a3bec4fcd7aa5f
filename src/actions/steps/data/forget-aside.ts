import * as z from 'zod';
import { asideEnding, forgetArgv } from '../../data-moves.ts';
import { ok } from '../../result.ts';
import { runProgram } from '../../run-program.ts';
import { programArgv, sh } from '../../sh.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep } from '../../step.ts';
import { asOwner, asOwnerProgram, ownersCommand } from '../../sudo.ts';
import { remotePath } from '../../values.ts';
import { pathsProgram } from './rename-data.ts';

const paramsSpec = z.strictObject({
  /** Set-aside names only: nothing else is ever deleted. */
  paths: z.array(remotePath.regex(asideEnding)).min(1),
  user: z.string().optional(),
  /** Of all, as planned. */
  bytes: z.int().nonnegative(),
});

/** Arguments: user or empty, paths. */
const program = `${pathsProgram}${asOwnerProgram}${ownersCommand('forget', forgetArgv('"$1"'))}${sh`
user=$1
shift
for path; do
  case $path in *.zhiban-*) ;; *) fail 36 "$path" ;; esac
  forget "$path"
  ! is_there "$path" || fail 38 "$path"
done
`}`;

/** Arguments: paths. */
const lookProgram = `${pathsProgram}${sh`
for path; do
  ! is_there "$path" || echo 'left yes'
done
exit 0
`}`;

/** Deletes for good what an earlier change set aside, as the user whose data it is. */
export const forgetAside = defineStep({
  kind: 'forget-aside',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ deleted: z.int(), bytes: z.int() }),
  repeatable: true, // what is gone is not there to be deleted again
  cancellable: 'after-step',
  describe: ({ paths, user }) => paths.map((path) => shownCommand(asOwner(user, forgetArgv(path)))),
  prepare: async () => ok({}),
  async perform({ paths, user = '', bytes }, _memo, context) {
    const done = await runProgram(programArgv(program, user, ...paths), paths[0] ?? '', context, {
      timeoutMs: 300_000,
    });
    return done.ok ? ok({ deleted: paths.length, bytes }) : done;
  },
  async readBack({ paths }, _memo, context) {
    const looked = await runProgram(programArgv(lookProgram, ...paths), paths[0] ?? '', context, { timeoutMs: 15_000 });
    return looked.ok ? (looked.value.includes('left yes') ? 'not-done' : 'done') : 'unknown';
  },
  recall: async ({ paths, bytes }) => ok({ deleted: paths.length, bytes }),
});
