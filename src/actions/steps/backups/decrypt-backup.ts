import * as z from 'zod';
import { partFile } from '../../backups/part-file.ts';
import { jobsOf } from '../../jobs/run-job.ts';
import { ok } from '../../result.ts';
import { runProgram } from '../../run-program.ts';
import { programArgv, sh } from '../../sh.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep } from '../../step.ts';
import { remotePath } from '../../values.ts';

/** A folder of its own beside the backups, by the id of the plan. */
const stagingPath = remotePath.regex(/\/\.plain-[0-9A-Z]{4,8}$/);

const paramsSpec = z.strictObject({
  /** Of the backup. */
  folder: remotePath,
  staging: stagingPath,
  files: z.array(z.strictObject({ file: partFile, plain: partFile, sha256: z.string().min(1) })).min(1),
  /** Where the identity is to be had. */
  identity: z.strictObject({ secret: z.string() }),
  limitMs: z.int().positive(),
});

/** Arguments: folder, staging, file, name of the plain one, its hash. The identity comes on stdin and stays in memory. */
const program = sh`
umask 077
command -v age >/dev/null || exit 29
cd -- "$1" || exit 20
mkdir -p -m 700 -- "$2" || exit 21
rm -f -- "$2/$4.new"
age --decrypt --identity - --output "$2/$4.new" "$3" || exit 34
has=$(sha256sum <"$2/$4.new") || exit 33
[ "\${has%% *}" = "$5" ] || exit 31
mv -f -- "$2/$4.new" "$2/$4" || exit 34
`;

/** Arguments: staging. Deletes only what has the shape of one. */
const clearProgram = sh`
case \${1##*/} in .plain-*) ;; *) exit 22 ;; esac
rm -rf -- "$1"
[ ! -e "$1" ] || exit 38
`;

/** Opens an encrypted backup into a private folder of its host, each file checked against what it was. */
export const decryptBackup = defineStep({
  kind: 'decrypt-backup',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ files: z.int(), tookMs: z.int() }),
  repeatable: true,
  reattachable: true,
  cancellable: 'now',
  describe: ({ folder, staging, files }) =>
    files.map(({ file, plain }) =>
      shownCommand(['age', '--decrypt', '--identity', '-', '--output', `${staging}/${plain}`, `${folder}/${file}`]),
    ),
  prepare: async () => ok({}),
  async perform({ folder, staging, files, identity, limitMs }, _memo, context) {
    const { host, signal } = context;
    const begunMs = context.now();
    const key = await context.secrets.reveal(identity.secret);
    if (!key.ok) return key;
    for (const { file, plain, sha256 } of files) {
      const hosts = jobsOf(context, { part: plain, watched: `${staging}/${plain}.new` });
      const argv = programArgv(program, folder, staging, file, plain, sha256);
      const opened = await runProgram(
        argv,
        file,
        { hosts, host, signal },
        { timeoutMs: limitMs, stdin: `${key.value}\n` },
      );
      if (!opened.ok) return opened;
    }
    return ok({ files: files.length, tookMs: context.now() - begunMs });
  },
  async undo({ staging }, _memo, context) {
    const cleared = await runProgram(programArgv(clearProgram, staging), staging, context, { timeoutMs: 60_000 });
    return cleared.ok ? ok(undefined) : cleared;
  },
  manual: ({ staging }) => [shownCommand(['rm', '-rf', staging])],
  readBack: async () => 'not-done',
});

/** Deletes what was decrypted, when it was put in place. */
export const clearDecrypted = defineStep({
  kind: 'clear-decrypted',
  params: z.strictObject({ staging: stagingPath }),
  memo: z.strictObject({}),
  outputs: z.strictObject({}),
  repeatable: true,
  cancellable: 'after-step',
  describe: ({ staging }) => [shownCommand(['rm', '-rf', staging])],
  prepare: async () => ok({}),
  async perform({ staging }, _memo, context) {
    const cleared = await runProgram(programArgv(clearProgram, staging), staging, context, { timeoutMs: 60_000 });
    return cleared.ok ? ok({}) : cleared;
  },
  manual: ({ staging }) => [shownCommand(['rm', '-rf', staging])],
  readBack: async () => 'not-done',
});
