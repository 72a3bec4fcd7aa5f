import { portHolderProgram } from '../../host/port-holder-program.ts';
import { sh } from '../../sh.ts';
import { identityProgram } from './identity-program.ts';

/**
 * Arguments: PID file, folder, PATH of the service's own or empty, log file, port (0: none), count of `K=V` words,
 * K=V…, command…
 * One that runs already is left running, and named in its PID file again where that was lost.
 * Returns once the service runs under its declared identity; it goes on in a session of its own. Prints `key value`
 * lines; exit codes are those of `process-exits.ts`.
 * The PID folder is locked meanwhile, so that two starts never overlap.
 */
export const startProgram = `${identityProgram}${portHolderProgram}${sh`
pidfile=$1 folder=$2 path=$3 log=$4 port=$5 count=$6
shift 6
look_at_command() { shift "$count" && look "$@"; }
say_found() { printf 'found %s\npid %s\nticks %s\nid %s\nwhy%s\nline %s\n' \
  "$found" "$pid" "\${ticks-}" "$(head -c 8 /proc/sys/kernel/random/boot_id)" "$why" "$line"; }

full() { # PATH: said of a file system on which nothing more can be written
  room=$(df -Pk -- "$1" 2>/dev/null | awk 'NR > 1 { print $4 }')
  [ "\${room:-64}" -lt 64 ] && echo "full $1"
}
pids=$(dirname -- "$pidfile")
[ -d "$folder" ] || { echo "missing $folder" && exit 20; }
[ -d "$pids" ] && [ -w "$pids" ] || { echo "missing $pids" && full "$(dirname -- "$pids")"; exit 20; }
{ true >>"$log"; } 2>/dev/null || { echo "missing $log" && full "$(dirname -- "$log")"; exit 20; }

exec 9<"$pids"
flock -w 10 9 || exit 21

look_at_command "$@"
case $found in
  ours)
    [ -z "$lost" ] || { echo "$pid" >"$pidfile.new" && mv -f -- "$pidfile.new" "$pidfile"; } 2>/dev/null
    say_found && exit 10
    ;;
  stranger) resembles && say_found && exit 11 ;;
esac
if [ "$port" != 0 ] && holder=$(holders "$port"); then
  printf '%s\n' "$holder" | sed 's/^/holder /' && exit 12
fi

cd -- "$folder" || exit 20
echo "logged $(stat -c %s -- "$log")"
setsid sh -c '
  pidfile=$1 count=$2
  shift 2
  echo "$$" >"$pidfile.new" && mv -f -- "$pidfile.new" "$pidfile" || exit 125
  while [ "$count" -gt 0 ]; do
    export "$1"
    shift
    count=$((count - 1))
  done
  exec "$@"
' zhiban "$pidfile" "$count" "$@" </dev/null >>"$log" 2>&1 9<&- &
child=$!

died() {
  wait "$child"
  echo "exit $?"
  full "$pids" || full "$(dirname -- "$log")"
  read -r pid <"$pidfile" && [ "$pid" = "$child" ] && rm -f -- "$pidfile"
  exit 30
}
for each in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  facts "$child" || died
  look_at_command "$@"
  [ "$found" = ours ] && [ "$pid" = "$child" ] && break
  sleep 0.05
done
if [ "$found" != ours ] || [ "$pid" != "$child" ]; then
  say_found
  kill -TERM "$child"
  exit 31
fi
for each in 1 2 3 4 5; do
  sleep 0.05
  facts "$child" || died
done
say_found
`}`;
