import type { Argv, Exec } from '../ports.ts';
import { programArgv, sh } from '../sh.ts';

/** Where a look ended: file by inode, so that a rotation is told from a file that grew. */
export interface Reached {
  readonly inode: string;
  readonly offset: number;
}

export interface AccessCounted extends Reached {
  readonly requests: number;
  /** Answered 500 to 599. */
  readonly failed: number;
  /** Newer than the last look and not read, for there was too much. */
  readonly skippedBytes: number;
}

/** More than this since the last look is passed over, the newest kept. */
const mostBytes = 64 * 1_024 * 1_024;

/**
 * Counts requests in what an access log (combined format) got since the last look, only whole lines. The file that was
 * rotated away meanwhile is read to its end first. Without a last look nothing is read but where the end is.
 */
const program = sh`
path=$1 inode=$2 offset=$3 most=$4
[ -r "$path" ] || { echo "unreadable"; exit 0; }
now=$(stat -Lc '%i %s' -- "$path") || { echo "unreadable"; exit 0; }
size=\${now#* } file=\${now% *} skipped=0
counted() {
  awk -F'"' '{ split($3, after, " "); if (after[1] ~ /^[1-5][0-9][0-9]$/) { all++; if (after[1] >= 500) bad++ } }
    END { print all + 0, bad + 0 }'
}
part() { # FILE FROM UNTIL
  from=$2
  if [ $(($3 - from)) -gt "$most" ]; then skipped=$((skipped + $3 - from - most)); from=$(($3 - most)); fi
  tail -c +$((from + 1)) -- "$1" | head -c $(($3 - from))
}
if [ -z "$inode" ]; then echo "reached $file $size 0 0 0"; exit 0; fi
old=
if [ "$inode" != "$file" ]; then
  for each in "$path.1" "$path".*; do
    [ "$(stat -Lc %i -- "$each" 2>/dev/null)" = "$inode" ] && { old=$each; break; }
  done
  before=$offset offset=0
fi
[ "$size" -lt "$offset" ] && offset=0
# Up to the last whole line: what is being written is read the next time.
whole=$size
last() { tail -c +$((size - $1 + 1)) -- "$path" | head -c "$1"; }
if [ "$size" -gt "$offset" ] && [ "$(last 1 | wc -l)" -eq 0 ]; then
  long=$((size - offset))
  [ "$long" -gt 65536 ] && long=65536
  whole=$((size - $(last "$long" | tail -n 1 | wc -c)))
fi
[ "$whole" -lt "$offset" ] && whole=$offset
counts=$({
  [ -n "$old" ] && part "$old" "$before" "$(stat -Lc %s -- "$old")"
  [ "$whole" -gt "$offset" ] && part "$path" "$offset" "$whole"
} | counted)
echo "reached $file $whole $counts $skipped"
`;

export const accessArgv = (path: string, reached: Reached | undefined): Argv =>
  programArgv(program, path, reached?.inode ?? '', String(reached?.offset ?? 0), String(mostBytes));

/** Undefined when it could not be read. */
export function accessCounted(answer: Exec | undefined): AccessCounted | undefined {
  const [, inode, offset, requests, failed, skipped] =
    /^reached (\d+) (\d+) (\d+) (\d+) (\d+)$/m.exec(answer?.stdout ?? '') ?? [];
  if (inode === undefined) return undefined;
  return {
    inode,
    offset: Number(offset),
    requests: Number(requests),
    failed: Number(failed),
    skippedBytes: Number(skipped),
  };
}
