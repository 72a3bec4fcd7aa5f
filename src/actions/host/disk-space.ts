import type { System } from '../inventory.ts';
import type { Argv, Exec } from '../ports.ts';
import { programArgv, sh } from '../sh.ts';

/** The file system a path lies on. */
export interface DiskSeen {
  readonly mount: string;
  readonly totalBytes: number;
  readonly usedBytes: number;
  readonly freeBytes: number;
  /** As df counts it: of what an ordinary user may fill. */
  readonly percent: number;
}

/** A folder that may hold only so much; judged like a disk of that size. */
export interface FolderLimit {
  readonly folder: string;
  readonly kilobytes: number;
}

/** Of what is not there the file system it would lie on. */
const disks = sh`
for path; do
  while [ ! -e "$path" ] && [ "$path" != "\${path%/*}" ]; do path=\${path%/*}; done
  df -Pk -- "\${path:-/}" 2>/dev/null | tail -n +2
done
exit 0
`;

/** Arguments: folder, its limit in kilobytes, paths. What is in the folder is printed as df prints a file system. */
const limitedThenDisks = `${sh`
folder=$1 total=$2
shift 2
used=$(du -skx -- "$folder" 2>/dev/null | cut -f 1)
if [ -n "$used" ]; then
  free=$((total - used))
  [ "$free" -ge 0 ] || free=0
  printf 'limit %s %s %s %s%% %s\n' "$total" "$used" "$free" "$(((used * 100 + total - 1) / total))" "$folder"
fi
`}${disks}`;

/** `limit`: of one folder, when there is one. */
export const diskArgv = (paths: readonly string[], limit?: FolderLimit): Argv =>
  limit === undefined
    ? programArgv(disks, ...paths)
    : programArgv(limitedThenDisks, limit.folder, String(limit.kilobytes), ...paths);

/** What a system's own folder may hold, where its description says so. */
export const folderLimitOf = ({
  folder,
  folderLimitMiB,
}: Pick<System, 'folder' | 'folderLimitMiB'>): FolderLimit | undefined =>
  folderLimitMiB === undefined ? undefined : { folder, kilobytes: folderLimitMiB * 1_024 };

/** One per file system, in the order of the paths. */
export function disksSeen(answer: Exec | undefined): readonly DiskSeen[] {
  const seen = new Map<string, DiskSeen>();
  for (const line of (answer?.stdout ?? '').split('\n')) {
    const [, total, used, free, percent, mount] = /\s(\d+)\s+(\d+)\s+(\d+)\s+(\d+)%\s+(\/.*)$/.exec(line) ?? [];
    if (mount === undefined || seen.has(mount)) continue;
    const bytes = (kilobytes: string | undefined) => Number(kilobytes) * 1_024;
    seen.set(mount, {
      mount,
      totalBytes: bytes(total),
      usedBytes: bytes(used),
      freeBytes: bytes(free),
      percent: Number(percent),
    });
  }
  return [...seen.values()];
}
