import * as z from 'zod';
import { engineKinds, engineOfCopy } from '../databases/engines/table.ts';
import { countsIn } from '../databases/row-counts.ts';
import { hashProgram } from '../hash-program.ts';
import type { Exec, ExecOptions, Hosts } from '../ports.ts';
import { type Failure, ok, type Result } from '../result.ts';
import { readLines } from '../runtimes/pidfile/process-facts.ts';
import { programArgv, sh } from '../sh.ts';
import { remotePath } from '../values.ts';
import { backupExits, backupFailure } from './backup-failure.ts';

/** A part of a backup as it is looked at: what it is and what it must hold. */
export const copySpec = z.strictObject({
  name: z.string(),
  kind: z.enum([...engineKinds, 'env', 'files', 'logs']),
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

/** Defines `look`, see `Engine.inspection`; here its arguments are the paths the archive must hold. */
const archiveInspection = sh`
unpack() { case $file in *.zst) zstd -dqc -- "$file" ;; *) gzip -dc -- "$file" ;; esac; }
# Whether the archive has this path, and what is below it.
has_path() { unpack | tar --list --file=- -- "$1" >/dev/null 2>&1; }
look() {
  # Read once, to its end with its checksums. Only the names themselves go in: tar says by its exit code whether each is there.
  for path; do
    shift
    set -- "$@" "\${path#/}"
  done
  told=$(
    exec 3>&1
    {
      unpack 3>&-
      echo "unpacked $?" >&3
    } | {
      {
        tar --list --file=- -- "$@" 2>/dev/null 3>&-
        echo "listed $?" >&3
        cat >/dev/null
      } | { printf 'members %s\n' "$(wc -l)" >&3; }
    }
  )
  case $told in *'unpacked 0'*) ;; *) return 33 ;; esac
  case $told in
    *'listed 0'*) ;;
    # Of a path below another one tar never says that it is there.
    *) for path; do has_path "$path" || return 33; done ;;
  esac
  told=\${told##*members }
  printf 'rows %s|"members"\n' "\${told%%[!0-9]*}"
}
`;
/** Of what is encrypted only the hash can be looked at. */
const sealedInspection = sh`
look() { :; }
`;

/**
 * Arguments: folder, file, wanted hash or empty, the paths it must hold. Opens the copy by `look`. The hash is taken by
 * another core meanwhile; another hash than the wanted one is said whatever else is wrong.
 */
const openProgram = `${hashProgram}${sh`
cd -- "$1" || exit 20
file=$2 wanted=$3
shift 3
[ -f "$file" ] || exit 24
[ -s "$file" ] || exit 28
sha256 <"$file" | {
  look "$@" </dev/null
  code=$?
  read -r sha256 rest || exit 33
  printf 'bytes %s\nsha256 %s\n' "$(stat -c %s -- "$file")" "$sha256"
  [ -z "$wanted" ] || [ "$wanted" = "$sha256" ] || exit 31
  exit "$code"
}
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
  const inspection = sealed ? sealedInspection : (engineOfCopy({ kind })?.inspection ?? archiveInspection);
  const argv = programArgv(`${inspection}${openProgram}`, folder, file, sha256, ...paths);
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
