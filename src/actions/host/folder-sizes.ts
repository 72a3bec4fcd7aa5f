import type { Argv, Exec } from '../ports.ts';
import { programArgv, sh } from '../sh.ts';

export interface SizeSeen {
  readonly path: string;
  readonly state: 'whole' | 'partly' | 'too-slow' | 'missing';
  readonly bytes: number;
}

/** `partly`: not everything in it may be read. Each path has its own limit. */
const program = sh`
limit=$1
shift
for path; do
  if [ ! -e "$path" ]; then
    echo "missing 0 $path"
    continue
  fi
  size=$(timeout "$limit" du -sb -- "$path" 2>/dev/null)
  case $? in
    0) state=whole ;;
    124) state=too-slow size=0 ;;
    *) state=partly ;;
  esac
  size=\${size%%[!0-9]*}
  echo "$state \${size:-0} $path"
done
exit 0
`;

export const sizesArgv = (paths: readonly string[], limitSeconds: number): Argv =>
  programArgv(program, String(limitSeconds), ...paths);

export function sizesSeen(answer: Exec | undefined): ReadonlyMap<string, SizeSeen> {
  const seen = new Map<string, SizeSeen>();
  for (const line of (answer?.stdout ?? '').split('\n')) {
    const [, state, bytes, path] = /^(whole|partly|too-slow|missing) (\d+) (.*)$/.exec(line) ?? [];
    if (path === undefined) continue;
    seen.set(path, { path, state: state as SizeSeen['state'], bytes: Number(bytes) }); // one of the four just matched
  }
  return seen;
}
