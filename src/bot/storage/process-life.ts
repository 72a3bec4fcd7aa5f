import { readFileSync, readlinkSync } from 'node:fs';

/** What tells one process from another that later gets the same number. null: this system does not say. */
export interface ProcessBirth {
  readonly boot: string | null;
  readonly pidNamespace: string | null;
  /** Clock ticks after the boot. */
  readonly start: string | null;
}

/** As seen from this process, whose namespace the number belongs to. */
export const birthOf = (pid: number): ProcessBirth => ({
  boot: look(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
  pidNamespace: look(() => readlinkSync('/proc/self/ns/pid')),
  start: statOf(pid)?.start ?? null,
});

/** `unseen`: it belongs to another container, whose processes cannot be seen from here. */
export function lifeOf(pid: number, birth: ProcessBirth, here = birthOf(process.pid)): 'alive' | 'gone' | 'unseen' {
  if (birth.boot !== here.boot) return 'gone';
  if (birth.pidNamespace !== here.pidNamespace) return 'unseen';
  if (!exists(pid)) return 'gone';
  const now = statOf(pid);
  if (now === undefined || birth.start === null) return 'alive';
  return now.start === birth.start && !isDead.has(now.state) ? 'alive' : 'gone';
}

/** A zombie has a number and does nothing any more. */
const isDead: ReadonlySet<string> = new Set(['Z', 'X', 'x']);

/** proc_pid_stat(5): the name may hold spaces and brackets, so what follows is counted from its last bracket. */
function statOf(pid: number): { readonly state: string; readonly start: string } | undefined {
  const stat = look(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, start] = [fields?.[0], fields?.[19]];
  return state === undefined || start === undefined ? undefined : { state, start };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function look(at: () => string): string | null {
  try {
    return at();
  } catch {
    return null;
  }
}
