import * as z from 'zod';
import { sqliteProgram } from '../databases/sqlite-program.ts';
import type { Exec, ExecOptions, Hosts } from '../ports.ts';
import { type Failure, ok, type Result } from '../result.ts';
import { readLines } from '../runtimes/pidfile/process-facts.ts';
import { sh } from '../sh.ts';
import { backupExits, backupFailure } from '../steps/backup-failure.ts';
import { hashProgram } from '../steps/hash-program.ts';
import { programArgv } from '../steps/run-program.ts';
import { remotePath } from '../values.ts';

/** A part of a backup as it is looked at: what it is and what it must hold. */
export const copySpec = z.strictObject({
  name: z.string(),
  kind: z.enum(['sqlite', 'redis', 'env', 'files', 'logs']),
  file: z.string(),
  paths: z.array(remotePath),
  /** What was recorded; the copy must still have it. */
  sha256: z.string().optional(),
  /** Encrypted: only its hash can be looked at. */
  sealed: z.boolean().optional(),
});
export type Copy = z.output<typeof copySpec>;

export interface CopyFound {
  readonly bytes: number;
  readonly sha256: string;
  readonly counts: Readonly<Record<string, number>>;
  /** Of a database: its own number and a hash of its tables, `3/9f2c01ab77de`. */
  readonly schema?: string;
}

/**
 * Arguments: folder, file, kind, wanted hash or empty, the paths it must hold. Opens the copy: integrity and rows of a
 * database, every member of an archive. The database is opened as one nobody writes to, so that nothing appears beside it.
 */
const program = `${sqliteProgram}${hashProgram}${sh`
cd -- "$1" || exit 20
file=$2 kind=$3 wanted=$4
shift 4
[ -f "$file" ] || exit 24
[ -s "$file" ] || exit 28
sha256=$(sha256 <"$file") || exit 33
sha256=\${sha256%% *}
printf 'bytes %s\nsha256 %s\n' "$(stat -c %s -- "$file")" "$sha256"
[ -z "$wanted" ] || [ "$wanted" = "$sha256" ] || exit 31
unpack() { case $file in *.zst) zstd -dqc -- "$file" ;; *) gzip -dc -- "$file" ;; esac; }
case $kind in
  sealed) ;;
  sqlite)
    inspect "file:$file?mode=ro&immutable=1" || exit "$?"
    number=$(query "file:$file?mode=ro&immutable=1" 'PRAGMA user_version')
    shape=$(query "file:$file?mode=ro&immutable=1" 'SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name' |
      sha256sum | cut -c1-12)
    printf 'schema %s/%s\n' "$number" "$shape"
    ;;
  redis) redis-check-rdb "$file" >/dev/null || exit 33 ;;
  *)
    # Twice: once to read it to its end with its checksums, once for the names.
    case $file in *.zst) zstd -tq -- "$file" ;; *) gzip -t -- "$file" ;; esac || exit 33
    count=$(unpack | tar --list --file=- | wc -l) || exit 33
    printf 'rows %s|"members"\n' "$count"
    for path; do
      # Only the names themselves go in: tar says by its exit code whether each is there.
      unpack | tar --list --file=- -- "\${path#/}" >/dev/null || exit 33
    done
    ;;
esac
`}`;

export interface Inspected {
  readonly found?: CopyFound;
  /** Why it is no good; also when it could not be looked at. */
  readonly failure?: Failure;
  /** It was looked at and is not what it must be: for good, not for a moment. */
  readonly damaged: boolean;
}

const forGood: readonly (number | null)[] = [
  backupExits.missing,
  backupExits.empty,
  backupExits.damaged,
  backupExits.otherHash,
  backupExits.notReadable,
  backupExits.noFolder,
];

/** Opens one copy and says what is in it. */
export async function inspectCopy(
  hosts: Pick<Hosts, 'exec'>,
  host: string,
  folder: string,
  { name, file, kind, paths, sha256 = '', sealed = false }: Copy,
  options: ExecOptions,
): Promise<Inspected> {
  const argv = programArgv(program, folder, file, sealed ? 'sealed' : kind, sha256, ...paths);
  const answer = await hosts.exec(host, argv, options);
  if (!answer.ok) return { failure: answer.failure, damaged: false };
  if (answer.value.exitCode === 0) return { found: foundIn(answer.value), damaged: false };
  const damaged = forGood.includes(answer.value.exitCode);
  return { failure: backupFailure(host, name, answer.value), damaged };
}

/** The same as a result: any failure is one. */
export async function soundCopy(...args: Parameters<typeof inspectCopy>): Promise<Result<CopyFound>> {
  const { found, failure } = await inspectCopy(...args);
  if (found !== undefined) return ok(found);
  if (failure === undefined) throw new Error('a copy that is neither sound nor not');
  return { ok: false, failure };
}

function foundIn({ stdout }: Exec): CopyFound {
  const values = readLines(stdout);
  const [schema] = values.get('schema') ?? [];
  return {
    ...(schema === undefined ? {} : { schema }),
    bytes: Number(values.get('bytes')?.[0] ?? 0),
    sha256: values.get('sha256')?.[0] ?? '',
    counts: countsIn(values.get('rows') ?? []),
  };
}

/** Lines `200|"people"`. */
export function countsIn(rows: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    rows.flatMap((row): [string, number][] => {
      const [, count, table] = /^(\d+)\|(".*")$/.exec(row) ?? [];
      return count === undefined || table === undefined ? [] : [[textOf(table), Number(count)]];
    }),
  );
}

function textOf(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return json; // masked or cut on its way: still a name to show
  }
}
