import { sh } from '../../sh.ts';
import { identityProgram } from './identity-program.ts';

/**
 * Arguments: PID file, folder, PATH of the service's own or empty, command…
 * Prints lines `key value`, read by `process-facts.ts`.
 */
export const probeProgram = `${identityProgram}${sh`
pidfile=$1 folder=$2 path=$3
shift 3
look "$@"
echo "found $found"
[ -e "$pidfile" ] && echo "file $(head -c 20 -- "$pidfile" 2>/dev/null | tr -c '0-9\n' '?' | head -n 1)"
if [ -n "$pid" ]; then
  echo "pid $pid"
  echo "ticks $ticks"
  echo "hertz $hertz"
  echo "boot $boot"
  echo "id $(head -c 8 /proc/sys/kernel/random/boot_id)"
  echo "why$why"
  [ -z "$lost" ] || echo 'lost 1'
  echo "line $line"
  while read -r key value rest; do [ "$key" = VmRSS: ] && echo "rss $value"; done <"/proc/$pid/status"
fi
exit 0
`}`;
