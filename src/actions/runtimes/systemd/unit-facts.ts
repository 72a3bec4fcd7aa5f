import type { Argv, Exec } from '../../ports.ts';

/** What systemd says about a unit. Times are the host's. */
export interface UnitFacts {
  /** `loaded`, `not-found`, `masked` … */
  readonly load: string;
  /** `active`, `reloading`, `inactive`, `failed`, `activating`, `deactivating`. */
  readonly active: string;
  readonly sub: string;
  /** Why it failed: `exit-code`, `signal`, `timeout`, `oom-kill` …; `success` otherwise. */
  readonly result: string;
  /** A job of it is still under way. */
  readonly busy: boolean;
  readonly pid?: number;
  readonly activeSinceMs?: number;
  readonly inactiveSinceMs?: number;
  /** Of the main process: its exit code, or the name of the signal that ended it. */
  readonly exit?: string;
  readonly restarts: number;
  /** Differs between two starts. */
  readonly invocation?: string;
  /** Microseconds since boot; grows with every change of state, a reload included. */
  readonly changedAtUs: number;
  readonly memoryBytes?: number;
}

const properties = [
  'LoadState,ActiveState,SubState,Result,Job,MainPID,ExecMainCode,ExecMainStatus,NRestarts,InvocationID,MemoryCurrent',
  'ActiveEnterTimestamp,InactiveEnterTimestamp,StateChangeTimestampMonotonic',
].join(',');

export const showArgv = (unit: string): Argv => ['systemctl', 'show', '--timestamp=unix', '-p', properties, unit];

/** Undefined when systemd could not be asked. */
export function unitFacts(answer: Exec | undefined): UnitFacts | undefined {
  const values = new Map(
    (answer?.stdout ?? '').split('\n').map((line): [string, string] => {
      const at = line.indexOf('=');
      return [line.slice(0, Math.max(at, 0)), line.slice(at + 1).trim()];
    }),
  );
  const active = values.get('ActiveState');
  if (answer?.exitCode !== 0 || active === undefined) return undefined;
  const word = (key: string) => values.get(key) ?? '';
  const pid = Number(word('MainPID')) || undefined;
  const exit = exitWord(word('ExecMainCode'), word('ExecMainStatus'));
  const [activeSinceMs, inactiveSinceMs] = [
    epochMs(word('ActiveEnterTimestamp')),
    epochMs(word('InactiveEnterTimestamp')),
  ];
  const memoryBytes = /^\d{1,15}$/.test(word('MemoryCurrent')) ? Number(word('MemoryCurrent')) : undefined;
  return {
    load: word('LoadState'),
    active,
    sub: word('SubState'),
    result: word('Result'),
    busy: !['', '0'].includes(word('Job')),
    restarts: Number(word('NRestarts')) || 0,
    changedAtUs: Number(word('StateChangeTimestampMonotonic')) || 0,
    ...(pid === undefined ? {} : { pid }),
    ...(exit === undefined ? {} : { exit }),
    ...(activeSinceMs === undefined ? {} : { activeSinceMs }),
    ...(inactiveSinceMs === undefined ? {} : { inactiveSinceMs }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(word('InvocationID') === '' ? {} : { invocation: word('InvocationID') }),
  };
}

/** `@1732233600` → milliseconds. */
function epochMs(stamp: string): number | undefined {
  const match = /^@(\d+)$/.exec(stamp);
  return match?.[1] === undefined || match[1] === '0' ? undefined : Number(match[1]) * 1_000;
}

const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
  24: 'SIGXCPU',
};

/** `ExecMainCode` is a CLD_ code of waitid: 1 exited, 2 killed, 3 killed with a core; 0 while it runs or never ran. */
function exitWord(code: string, status: string): string | undefined {
  if (code === '1') return status;
  return code === '2' || code === '3' ? (signals[Number(status)] ?? `signal ${status}`) : undefined;
}
