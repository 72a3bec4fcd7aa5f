import * as z from 'zod';
import type { Backup } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { sh } from '../sh.ts';
import { defineStep, type StepContext } from '../step.ts';
import { bytesText, outside, texts } from '../text.ts';
import { name, remotePath } from '../values.ts';
import { backupFailure } from './backup-failure.ts';
import { backupFolderName } from './open-backup.ts';
import { pruneProgram } from './prune-backups.ts';
import { programArgv, runProgram } from './run-program.ts';
import { shownCommand } from './shown-command.ts';

const say = texts('copy-backup', {
  going: { en: '{file}: {bytes} so far', zh: '{file}:已复制 {bytes}' },
  failed: { en: 'not copied to {host}: {why}', zh: '未能复制到 {host}:{why}' },
});

const paramsSpec = z.strictObject({
  id: z.string(),
  to: z.strictObject({ host: name, folder: remotePath }),
  /** Copies there that are too old, deleted once this one is sound. */
  old: z.array(z.strictObject({ id: z.string(), folder: backupFolderName })),
  limitMs: z.int().positive(),
});
type Params = z.output<typeof paramsSpec>;

/** Arguments: folder, file. */
const readProgram = sh`
cd -- "$1" || exit 20
exec cat -- "$2"
`;

/** Arguments: root, name of the folder being made, file, its hash. The file comes on stdin. */
const writeProgram = sh`
umask 077
[ -d "$1" ] || exit 20
[ -w "$1" ] || exit 21
mkdir -p -- "$1/.$2.part" && cd -- "$1/.$2.part" || exit 21
cat >"$3.new" || exit 26
has=$(sha256sum <"$3.new")
[ "\${has%% *}" = "$4" ] || { rm -f -- "$3.new"; exit 31; }
mv -f -- "$3.new" "$3" || exit 26
`;

/** Arguments: root, name. It gets its own name when all of it is there. */
const closeProgram = sh`
cd -- "$1" || exit 20
[ ! -d "./$2" ] || rm -rf -- "./.$2.part"
[ -d "./$2" ] || mv -T -- "./.$2.part" "./$2" || exit 38
sync -- "./$2" 2>/dev/null || true
`;

/** Arguments: root, name: what a copy that failed leaves. */
const clearProgram = sh`
case $2 in [0-9]*T[0-9]*Z-*) ;; *) exit 22 ;; esac
[ ! -d "$1" ] || rm -rf -- "$1/.$2.part"
`;

/**
 * The whole backup on another host too, streamed through this process, each file checked on arrival. What fails is a
 * warning on the backup and no failure of it: the backup itself is sound.
 */
export const copyBackup = defineStep({
  kind: 'copy-backup',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ bytes: z.int(), failed: z.int(), pruned: z.int() }),
  repeatable: true,
  cancellable: 'now',
  describe: ({ to, old }) => [
    shownCommand(['cat', '…', '|', `${to.host}:${to.folder}`]),
    ...old.map(({ folder }) => `${to.host}: ${shownCommand(['rm', '-rf', `${to.folder}/${folder}`])}`),
  ],
  prepare: async () => ok({}),
  async perform(params, _memo, context) {
    const { id, to, old } = params;
    const backup = await context.backups.get(id);
    if (backup === undefined) throw new Error(`no backup ${id} in the catalogue`);
    const folder = nameOf(backup);
    const copied = await copyAll(backup, folder, params, context);
    const copy = { host: to.host, folder: `${to.folder}/${folder}`, atMs: context.now() };
    if (!copied.ok) {
      if (copied.failure.code === 'cancelled') return copied;
      await context.backups.copied(id, { ...copy, state: 'failed' });
      context.progress(say.failed({ host: outside(to.host), why: copied.failure.message }));
      await there(context, to.host, clearProgram, [to.folder, folder]);
      return ok({ bytes: 0, failed: 1, pruned: 0 });
    }
    await context.backups.copied(id, { ...copy, state: 'sound' });
    let pruned = 0;
    for (const one of old) {
      const gone = await there(context, to.host, pruneProgram, [to.folder, one.folder]);
      if (!gone.ok) continue;
      await context.backups.copied(one.id, { ...copy, folder: `${to.folder}/${one.folder}`, state: 'pruned' });
      pruned += 1;
    }
    return ok({ bytes: copied.value, failed: 0, pruned });
  },
  async readBack({ id, to }, _memo, { backups }) {
    const copies = (await backups.get(id))?.copies ?? [];
    return copies.some(
      ({ host, folder, state }) => host === to.host && folder.startsWith(`${to.folder}/`) && state === 'sound',
    )
      ? 'done'
      : 'not-done';
  },
  recall: async () => ok({ bytes: 0, failed: 0, pruned: 0 }),
});

const nameOf = ({ folder }: Backup): string => folder.slice(folder.lastIndexOf('/') + 1);

async function copyAll(
  backup: Backup,
  folder: string,
  { to, limitMs }: Params,
  context: StepContext,
): Promise<Result<number>> {
  const files = [
    ...backup.parts.map(({ file, sha256 }) => ({ file, sha256 })),
    { file: 'manifest.json', sha256: backup.sha256 ?? '' },
  ];
  let bytes = 0;
  for (const { file, sha256 } of files) {
    const piped = await context.pipes.pipe(
      { host: backup.host, argv: programArgv(readProgram, backup.folder, file) },
      { host: to.host, argv: programArgv(writeProgram, to.folder, folder, file, sha256) },
      {
        signal: context.signal,
        timeoutMs: limitMs,
        progress: (soFar) => context.progress(say.going({ file: outside(file), bytes: bytesText(bytes + soFar) })),
      },
    );
    if (!piped.ok) return piped;
    const { from, to: arrived } = piped.value;
    if (from.exitCode !== 0 && arrived.exitCode === null) {
      return { ok: false, failure: backupFailure(backup.host, file, from) };
    }
    if (arrived.exitCode !== 0)
      return { ok: false, failure: backupFailure(to.host, `${to.host}:${to.folder}`, arrived) };
    bytes += piped.value.bytes;
  }
  const closed = await there(context, to.host, closeProgram, [to.folder, folder]);
  return closed.ok ? ok(bytes) : closed;
}

const there = (
  { hosts, signal }: StepContext,
  host: string,
  program: string,
  args: readonly string[],
): Promise<Result<string>> =>
  runProgram(
    programArgv(program, ...args),
    `${host}:${args[0] ?? ''}`,
    { hosts, host, signal },
    { timeoutMs: 120_000 },
  );
