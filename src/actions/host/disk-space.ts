import type { Argv, Exec } from '../ports.ts';
import { sh } from '../sh.ts';

/** The file system a path lies on. */
export interface DiskSeen {
  readonly mount: string;
  readonly totalBytes: number;
  readonly usedBytes: number;
  readonly freeBytes: number;
  /** As df counts it: of what an ordinary user may fill. */
  readonly percent: number;
}

const program = sh`
for path; do
  df -Pk -- "$path" 2>/dev/null | tail -n +2
done
exit 0
`;

export const diskArgv = (paths: readonly string[]): Argv => ['sh', '-c', program, 'zhiban', ...paths];

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
