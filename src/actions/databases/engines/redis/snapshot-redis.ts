import * as z from 'zod';
import { isThere, partFile, sizeOf, takeAway } from '../../../backups/part-file.ts';
import { ok } from '../../../result.ts';
import { runProgramAsJob } from '../../../run-program.ts';
import { programArgv, sh } from '../../../sh.ts';
import { shownCommand } from '../../../shown-command.ts';
import { defineStep } from '../../../step.ts';
import { port, remotePath } from '../../../values.ts';

const paramsSpec = z.strictObject({ folder: remotePath, file: partFile, port, limitMs: z.int().positive() });

/** Arguments: folder, file, port. */
const program = sh`
umask 077
cd -- "$1" || exit 20
rm -f -- "$2.new"
redis-cli -h 127.0.0.1 -p "$3" --rdb "$2.new" >/dev/null || exit 26
[ -s "$2.new" ] || exit 28
mv -f -- "$2.new" "$2" || exit 26
`;

/** A Redis as it is at one moment: the same transfer a replica gets. */
export const snapshotRedis = defineStep({
  kind: 'snapshot-redis',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ bytes: z.int() }),
  repeatable: true,
  reattachable: true,
  cancellable: 'now',
  describe: ({ folder, file, port: at }) => [
    shownCommand(['redis-cli', '-h', '127.0.0.1', '-p', String(at), '--rdb', `${folder}/${file}`]),
  ],
  prepare: async () => ok({}),
  async perform(params, _memo, context) {
    const argv = programArgv(program, params.folder, params.file, String(params.port));
    const watched = `${params.folder}/${params.file}.new`;
    const made = await runProgramAsJob(argv, `redis :${params.port}`, context, { timeoutMs: params.limitMs, watched });
    return made.ok ? sizeOf(params, context) : made;
  },
  undo: (params, _memo, context) => takeAway(params, context),
  manual: ({ folder, file }) => [shownCommand(['rm', '-f', `${folder}/${file}`])],
  readBack: (params, _memo, context) => isThere(params, context),
  recall: (params, _memo, context) => sizeOf(params, context),
});
