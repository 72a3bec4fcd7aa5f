import type { Question } from '../ask-hosts.ts';
import { type ProcessesSeen, type ProcessSeen, processesArgv, processesSeen, treeOf } from '../host/processes.ts';

/** Two looks at all processes of a host, 0.3 s apart. */
export const measureProcesses = (host: string): Question<ProcessesSeen | undefined> => ({
  host,
  commands: [processesArgv],
  read: ([answer]) => processesSeen(answer),
});

export interface Usage {
  readonly processes: readonly ProcessSeen[];
  /** Of one core; more than 100 with several. */
  readonly cpuPercent: number;
  readonly memoryBytes: number;
}

/** What a service's process and all it started use together; shared pages count in each. */
export function usageOf(pid: number | undefined, seen: ProcessesSeen | undefined): Usage | undefined {
  if (pid === undefined || seen === undefined) return undefined;
  const processes = treeOf(pid, seen.processes);
  const sum = (of: (each: ProcessSeen) => number) => processes.reduce((all, each) => all + of(each), 0);
  return { processes, cpuPercent: sum((each) => each.cpuPercent), memoryBytes: sum((each) => each.memoryBytes) };
}

/** One decimal below ten, none above. */
export const rounded = (percent: number): number =>
  percent < 10 ? Math.round(percent * 10) / 10 : Math.round(percent);
