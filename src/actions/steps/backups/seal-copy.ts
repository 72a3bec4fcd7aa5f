import { hashProgram } from '../../hash-program.ts';
import { jobsOf } from '../../jobs/run-job.ts';
import type { BackupPart } from '../../ports.ts';
import { ok, type Result } from '../../result.ts';
import { runProgram } from '../../run-program.ts';
import { readLines } from '../../runtimes/pidfile/process-facts.ts';
import { programArgv, sh } from '../../sh.ts';
import type { StepContext } from '../../step.ts';

/**
 * Arguments: folder, file, age's arguments. The file is gone when its encrypted one stands in its place, whole; asked once
 * more, only the hash of that one is told.
 */
const program = `${hashProgram}${sh`
umask 077
cd -- "$1" || exit 20
file=$2
shift 2
if [ -f "$file" ]; then
  command -v age >/dev/null || exit 29
  rm -f -- "$file.age.new"
  age --encrypt "$@" --output "$file.age.new" "$file" || exit 35
  [ -s "$file.age.new" ] || exit 28
  sync -- "$file.age.new" 2>/dev/null
  mv -f -- "$file.age.new" "$file.age" || exit 35
  rm -f -- "$file"
fi
[ -f "$file.age" ] || exit 24
sha256=$(sha256 <"$file.age") || exit 33
printf 'bytes %s\nsha256 %s\n' "$(stat -c %s -- "$file.age")" "\${sha256%% *}"
`}`;

/** Encrypts a copy that was opened and found sound; what it was before stands in `plain`. */
export async function sealCopy(
  part: BackupPart,
  folder: string,
  recipients: readonly string[],
  context: StepContext,
  timeoutMs: number,
): Promise<Result<BackupPart>> {
  const { host, signal } = context;
  const { file, bytes, sha256 } = part;
  const argv = programArgv(program, folder, file, ...recipients.flatMap((each) => ['--recipient', each]));
  const hosts = jobsOf(context, { part: `${part.name}.age`, watched: `${folder}/${file}.age.new` });
  const sealed = await runProgram(argv, file, { hosts, host, signal }, { timeoutMs });
  if (!sealed.ok) return sealed;
  const told = readLines(sealed.value);
  return ok({
    ...part,
    file: `${file}.age`,
    bytes: Number(told.get('bytes')?.[0] ?? 0),
    sha256: told.get('sha256')?.[0] ?? '',
    plain: { file, bytes, sha256 },
  });
}
