import type { Question } from '../../ask-hosts.ts';
import { engineOf } from '../../databases/engines/table.ts';
import type { System } from '../../inventory.ts';
import { readLines } from '../../runtimes/pidfile/process-facts.ts';
import { programArgv, sh } from '../../sh.ts';

/** What the host itself says of a system's backups. */
export interface BackupFacts {
  readonly folder: 'there' | 'unwritable' | 'missing';
  /** Names in the folder that are whole backups, each its folder's own name. */
  readonly present: ReadonlySet<string>;
  /** The newest write to any database that lies on that host, by the host's clock. */
  readonly writtenAtMs?: number;
}

/** Arguments: root, files of databases. */
const program = sh`
[ -d "$1" ] && echo 'root there'
[ -d "$1" ] && [ -w "$1" ] && echo 'writable yes'
if cd -- "$1" 2>/dev/null; then
  for manifest in */manifest.json; do
    [ ! -f "$manifest" ] || printf 'present %s\n' "\${manifest%/*}"
  done
fi
shift
for file; do
  [ ! -e "$file" ] || printf 'written %s\n' "$(stat -Lc %Y -- "$file")"
done
exit 0
`;

export const askBackupFacts = (
  { databases }: Pick<System, 'databases'>,
  { host, folder }: Pick<NonNullable<System['backups']>, 'host' | 'folder'>,
): Question<BackupFacts> => ({
  host,
  commands: [
    programArgv(
      program,
      folder,
      ...Object.values(databases)
        .filter((each) => each.host === host)
        .flatMap((each) => engineOf(each).written(each)),
    ),
  ],
  read: ([answer]) => {
    const lines = readLines(answer?.stdout ?? '');
    const written = (lines.get('written') ?? []).map(Number).filter((seconds) => seconds > 0);
    return {
      folder: !lines.has('root') ? 'missing' : lines.has('writable') ? 'there' : 'unwritable',
      present: new Set(lines.get('present') ?? []),
      ...(written.length === 0 ? {} : { writtenAtMs: Math.max(...written) * 1_000 }),
    };
  },
});
