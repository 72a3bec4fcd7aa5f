import { sh } from '../sh.ts';

/**
 * POSIX sh: `holders PORT` prints `PID COMMAND LINE` for every process seen to listen on a TCP port, or `- ` when
 * somebody listens who cannot be seen (another user's process); fails when nobody listens.
 */
export const portHolderProgram = sh`
holders() {
  inodes=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
    awk -v port="$(printf ':%04X' "$1")" '$4 == "0A" && substr($2, length($2) - 4) == port { print $10 }')
  [ -n "$inodes" ] || return 1
  seen=
  for inode in $inodes; do
    for each in $(find /proc/[0-9]*/fd -lname "socket:\[$inode\]" 2>/dev/null | cut -d/ -f3 | sort -un); do
      case " $seen " in *" $each "*) continue ;; esac
      seen="$seen $each"
      printf '%s %s\n' "$each" "$(tr '\0\n\r\t' '    ' <"/proc/$each/cmdline" 2>/dev/null | head -c 300)"
    done
  done
  [ -n "$seen" ] || echo '- '
}
`;
