import type { Argv, Exec } from '../ports.ts';
import { programArgv, sh } from '../sh.ts';
import { portHolderProgram } from './port-holder-program.ts';

/** Who listens on a TCP port. */
export interface PortSeen {
  readonly port: number;
  readonly listening: boolean;
  /** Those that can be seen: another user's processes cannot. */
  readonly holders: readonly Holder[];
}
export interface Holder {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
  readonly line: string;
}

const program = `${portHolderProgram}${sh`
for port; do
  held=$(holders "$port") || { echo "$port none" && continue; }
  printf '%s\n' "$held" | while read -r pid line; do
    stat=$(cat "/proc/$pid/stat" 2>/dev/null) || { echo "$port unseen" && continue; }
    set -- \${stat##*) }
    echo "$port held $pid $2 $4 $line"
  done
done
exit 0
`}`;

export const portsArgv = (ports: readonly number[]): Argv => programArgv(program, ...ports.map(String));

export function portsSeen(answer: Exec | undefined): ReadonlyMap<number, PortSeen> {
  const seen = new Map<number, PortSeen>();
  for (const line of (answer?.stdout ?? '').split('\n')) {
    const [, number, how, pid, parent, session, words = ''] =
      /^(\d+) (none|unseen|held)(?: (\d+) (\d+) (\d+) ?(.*))?$/.exec(line) ?? [];
    if (number === undefined) continue;
    const port = Number(number);
    const holders =
      how === 'held'
        ? [{ pid: Number(pid), parent: Number(parent), session: Number(session), line: words.trim() }]
        : [];
    seen.set(port, { port, listening: how !== 'none', holders: [...(seen.get(port)?.holders ?? []), ...holders] });
  }
  return seen;
}

/** Whether a holder is the process itself, its child, or of its session. */
export const belongsTo = (holder: Holder, pid: number): boolean =>
  holder.pid === pid || holder.parent === pid || holder.session === pid;
