/**
 * A program for `sh` that ends every process of a session and looks whether they are gone: SIGTERM, SIGKILL after a
 * second, then at most one more. sshd and our own spawn give each command a session of its own; children that moved
 * to another process group (`timeout`, pipelines of a shell) are still in it. Where there is no /proc, the process
 * group is what can be seen. Answers on its last line `gone`, or `left` with process ids.
 */
export const endSessionProgram = (session: number): string => `s=${session}
seen() {
  p=
  # A shell reads a file byte by byte: with many processes that takes longer than what it is to end.
  if [ -r /proc/self/stat ] && command -v awk >/dev/null 2>&1; then
    p=$(cat /proc/[0-9]*/stat 2>/dev/null | awk -v s="$s" '
      { i = $1; sub(/^.*\\) /, ""); if ($4 == s && $1 != "Z" && $1 != "X") printf " %s", i }')
    return
  fi
  for d in /proc/[0-9]*; do
    { read -r l <"$d/stat"; } 2>/dev/null || continue
    set -- \${l##*) }
    [ "$4" = "$s" ] && [ "$1" != Z ] && [ "$1" != X ] && p="$p \${d#/proc/}"
  done
  [ -r /proc/self/stat ] || case $(LC_ALL=C kill -0 -- "-$s" 2>&1) in *'No such process'*) ;; *) p=" -$s" ;; esac
}
main() {
  i=0
  while :; do
    seen
    [ -n "$p" ] || { echo gone; return; }
    [ $i -lt 40 ] || { echo "left$p"; return; }
    if [ $i -eq 0 ]; then kill -s TERM -- $p; elif [ $i -ge 20 ]; then kill -s KILL -- $p; fi 2>/dev/null
    i=$((i + 1))
    sleep 0.05 || { sleep 1; i=$((i + 19)); }
  done 2>/dev/null
}
main
`;

export interface SessionEnd {
  readonly gone: boolean;
  readonly left: readonly number[];
}

/** How long the program may take, the way to the host and back included. */
export const endSessionTimeoutMs = 5_000;

export const notSeen: SessionEnd = { gone: false, left: [] };

/** Reads the program's answer; one that is not understood is not taken for well. */
export function readSessionEnd(answer: string): SessionEnd {
  const last = answer.trimEnd().split('\n').at(-1) ?? '';
  if (last === 'gone') return { gone: true, left: [] };
  const left = /^left((?: -?\d+)+)$/.exec(last)?.[1];
  return left === undefined ? notSeen : { gone: false, left: left.trim().split(' ').map(Number) };
}
