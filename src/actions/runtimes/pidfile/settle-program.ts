import { sh } from '../../sh.ts';

/**
 * Arguments: PID file, seconds. Returns when no start and no stop of this PID file is under way any more, or the time
 * is over: the programs hold these locks while they work.
 */
export const settleProgram = sh`
pids=$(dirname -- "$1")
if [ -r "$pids" ]; then exec 9<"$pids" && flock -w "$2" 9 && flock -u 9; fi
if [ -r "$1" ]; then exec 8<"$1" && flock -w "$2" 8; fi
exit 0
`;
