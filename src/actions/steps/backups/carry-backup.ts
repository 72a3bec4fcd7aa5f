import { backupFailure } from '../../backups/backup-failure.ts';
import { fileOf } from '../../paths.ts';
import type { Backup } from '../../ports.ts';
import { ok, type Result } from '../../result.ts';
import { runProgram } from '../../run-program.ts';
import { programArgv, sh } from '../../sh.ts';
import type { StepContext } from '../../step.ts';
import { bytesText, outside, texts } from '../../text.ts';

const say = texts('carry-backup', {
  going: { en: '{file}: {bytes} so far', zh: '{file}:已复制 {bytes}' },
});

/** Arguments: folder, file. */
const readProgram = sh`
cd -- "$1" || exit 20
exec cat -- "$2"
`;

/** Arguments: root, bytes that are to come. A little is left for others. */
const roomProgram = sh`
[ -d "$1" ] || exit 20
free=$(df -PB1 -- "$1" | awk 'NR == 2 { print $4 }')
[ -z "$free" ] || [ "$free" -ge $(($2 + 16777216)) ] || exit 40
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

/**
 * Arguments: root, name, `replace` or `keep` what has that name. It gets its own name when all of it is there and on the
 * disk; what it replaces goes after that.
 */
const closeProgram = sh`
cd -- "$1" || exit 20
if [ -d "./.$2.part" ]; then
  sync -- "./.$2.part"/* "./.$2.part" 2>/dev/null || sync
  if [ -d "./$2" ] && [ "$3" = replace ]; then
    rm -rf -- "./.$2.before"
    mv -T -- "./$2" "./.$2.before" || exit 38
  fi
  if [ -d "./$2" ]; then rm -rf -- "./.$2.part"; else mv -T -- "./.$2.part" "./$2" || exit 38; fi
fi
[ -d "./$2" ] || exit 38
sync -- . 2>/dev/null || sync
rm -rf -- "./.$2.before"
`;

/** Arguments: root, name: what one that failed leaves. */
const clearProgram = sh`
case $2 in [0-9]*T[0-9]*Z-*) ;; *) exit 22 ;; esac
[ ! -d "$1" ] || rm -rf -- "$1/.$2.part"
`;

export interface Carrying {
  readonly backup: Backup;
  /** Where it lies. */
  readonly from: { readonly host: string; readonly folder: string };
  /** Below which folder of which host it is to stand, under its own name. */
  readonly to: { readonly host: string; readonly root: string };
  /** What has its name there already: replaced, or taken for it. */
  readonly there: 'replace' | 'keep';
  readonly limitMs: number;
}

/** A whole backup from one host to another, streamed through this process, each file checked on arrival. Its bytes. */
export async function carryBackup(
  { backup, from, to, there: standing, limitMs }: Carrying,
  context: StepContext,
): Promise<Result<number>> {
  const name = nameOf(backup);
  const files = [
    ...backup.parts.map(({ file, sha256 }) => ({ file, sha256 })),
    { file: 'manifest.json', sha256: backup.sha256 ?? '' },
  ];
  const wanted = backup.parts.reduce((sum, part) => sum + part.bytes, 0);
  const room = await runThere(context, to.host, roomProgram, [to.root, String(wanted)]);
  if (!room.ok) return room;
  let bytes = 0;
  for (const { file, sha256 } of files) {
    const piped = await context.pipes.pipe(
      { host: from.host, argv: programArgv(readProgram, from.folder, file) },
      { host: to.host, argv: programArgv(writeProgram, to.root, name, file, sha256) },
      {
        signal: context.signal,
        timeoutMs: limitMs,
        progress: (soFar) => context.progress(say.going({ file: outside(file), bytes: bytesText(bytes + soFar) })),
      },
    );
    if (!piped.ok) return piped;
    const { from: left, to: arrived } = piped.value;
    if (left.exitCode !== 0 && arrived.exitCode === null) {
      return { ok: false, failure: backupFailure(from.host, file, left) };
    }
    if (arrived.exitCode !== 0) return { ok: false, failure: backupFailure(to.host, `${to.host}:${to.root}`, arrived) };
    bytes += piped.value.bytes;
  }
  const closed = await runThere(context, to.host, closeProgram, [to.root, name, standing]);
  return closed.ok ? ok(bytes) : closed;
}

/** What a carrying that failed leaves behind. */
export const clearCarried = (
  backup: Backup,
  to: Carrying['to'],
  context: Pick<StepContext, 'hosts' | 'signal'>,
): Promise<Result<string>> => runThere(context, to.host, clearProgram, [to.root, nameOf(backup)]);

/** A folder's own name. */
export const nameOf = ({ folder }: Pick<Backup, 'folder'>): string => fileOf(folder);

/** A program about a folder of another host than the step's. */
export const runThere = (
  { hosts, signal }: Pick<StepContext, 'hosts' | 'signal'>,
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
