import { sh } from '../../sh.ts';
import { identityProgram } from './identity-program.ts';

/**
 * Arguments: PID file, folder, PATH of the service's own or empty, tenths of a second until KILL, command…
 * TERM to the process, KILL when it stays too long, the same for what it leaves behind in its session or tree; each
 * signal goes to a process whose identity was just checked. Removes the PID file. Prints `key value` lines; exit
 * codes are those of `process-exits.ts`.
 */
export const stopProgram = `${identityProgram}${sh`
pidfile=$1 folder=$2 path=$3 patience=$4
shift 4
say_found() { printf 'found %s\npid %s\nwhy%s\nline %s\n' "$found" "$pid" "$why" "$line"; }
forget() { # WORDS: the file goes, unless it meanwhile says something else
  now=
  [ -r "$pidfile" ] && { read -r now <"$pidfile" || true; } && [ "$now" = "$1" ] && rm -f -- "$pidfile"
}

# PID LEADER: PID:TICKS of everything that descends from it or, when it leads a session, belongs to that session.
kin() {
  cat /proc/[0-9]*/stat 2>/dev/null | awk -v root="$1" -v leader="$2" '
    { pid = $1; sub(/^.*\) /, ""); if ($1 ~ /[ZXx]/) next; parent[pid] = $2; session[pid] = $4; ticks[pid] = $20 }
    END {
      mine[root] = 1
      do {
        grown = 0
        for (pid in parent) if (!(pid in mine) && ((parent[pid] in mine) || (leader && session[pid] == root))) { mine[pid] = 1; grown = 1 }
      } while (grown)
      for (pid in mine) if (pid != root && pid in ticks) print pid ":" ticks[pid]
    }'
}
living() { # PID:TICKS…: those that still live
  for each in "$@"; do alive "\${each%:*}" "\${each#*:}" && echo "$each"; done
  return 0
}
signal() { # NAME PID:TICKS…
  name=$1
  shift
  for each in "$@"; do alive "\${each%:*}" "\${each#*:}" && kill "-$name" "\${each%:*}" 2>/dev/null; done
}

# Held while this works, so that others can wait for its end; a lost file is there again meanwhile.
if [ ! -e "$pidfile" ] && look "$@" && [ "$found" = ours ]; then { true >>"$pidfile"; } 2>/dev/null; fi
if [ -r "$pidfile" ]; then exec 8<"$pidfile" && flock -w 10 8 || exit 21; fi

look "$@"
if [ "$found" = none ]; then
  rm -f -- "$pidfile"
  echo 'found none'
  exit 0
fi
main=$pid mainticks=\${ticks-} leads=0
[ "$session" = "$main" ] && leads=1
family=$(kin "$main" "$leads")

look "$@"
if [ "$found" = stranger ]; then
  say_found
  resembles && exit 11
  forget "$named"
  exit 0
fi
if [ "$found" = none ] || [ "$pid" != "$main" ] || [ "$ticks" != "$mainticks" ]; then exit 22; fi
kill -TERM "$main" || exit 13

waited=0 killed=0
while alive "$main" "$mainticks"; do
  if [ "$waited" -ge $((patience + 50)) ]; then exit 13; fi
  if [ "$waited" -ge "$patience" ] && [ "$killed" = 0 ]; then
    killed=1
    signal KILL "$main:$mainticks"
  fi
  sleep 0.1
  waited=$((waited + 1))
done

[ "$leads" = 0 ] || family="$family $(kin "$main" 1)"
# Unquoted from here on: words of digits and colons.
left=$(living $family)
count=$(printf '%s\n' $left | sort -u | grep -c .)
if [ -n "$left" ]; then
  signal TERM $left
  waited=0
  while left=$(living $left) && [ -n "$left" ]; do
    if [ "$waited" -ge 70 ]; then exit 13; fi
    if [ "$waited" = 20 ]; then signal KILL $left; fi
    sleep 0.1
    waited=$((waited + 1))
  done
fi
forget "$named"
printf 'found ours\npid %s\nkilled %s\nchildren %s\n' "$main" "$killed" "$count"
`}`;
