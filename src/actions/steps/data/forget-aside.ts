import * as z from 'zod';
import { forgetArgv } from '../../backups/privileged.ts';
import { ok } from '../../result.ts';
import { programArgv, runProgram } from '../../run-program.ts';
import { sh } from '../../sh.ts';
import { defineStep } from '../../step.ts';
import { remotePath } from '../../values.ts';
import { shownCommand } from '../shown-command.ts';
import { pathsProgram } from './rename-data.ts';

const paramsSpec = z.strictObject({
  /** Set-aside names only: nothing else is ever deleted. */
  paths: z.array(remotePath.regex(/\.zhiban-[0-9A-Z]{4,8}(-out)?$/)).min(1),
  user: z.string().optional(),
  /** Of all, as planned. */
  bytes: z.int().nonnegative(),
});
type Params = z.output<typeof paramsSpec>;

/** Arguments: user or empty, paths. */
const program = `${pathsProgram}${sh`
user=$1
shift
for path; do
  case $path in *.zhiban-*) ;; *) fail 36 "$path" ;; esac
  if [ -n "$user" ]; then sudo -n -u "$user" /usr/bin/rm -rf -- "$path"; else /usr/bin/rm -rf -- "$path"; fi
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
  describe: (params) => params.paths.map((path) => shownCommand(commandOf(params, path))),
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

const commandOf = ({ user }: Params, path: string): readonly string[] =>
  user === undefined ? forgetArgv(path) : ['sudo', '-n', '-u', user, ...forgetArgv(path)];
