import { askHosts, type Question } from '../ask-hosts.ts';
import { connectionsArgv, connectionsSeen } from '../host/connections.ts';
import { type DiskSeen, diskArgv, disksSeen } from '../host/disk-space.ts';
import { type MemorySeen, memoryArgv, memorySeen } from '../host/memory.ts';
import { type ProcessesSeen, type ProcessSeen, processesArgv, processesSeen, treeOf } from '../host/processes.ts';
import type { Service, System } from '../inventory.ts';
import type { ActionContext } from '../ports.ts';
import type { Result } from '../result.ts';
import { probeState } from '../runtimes/probe-state.ts';
import type { ServiceState } from '../runtimes/runtime.ts';
import { foldersOn, limitOn } from './system-folders.ts';

/** What a service's process and all it started use together; shared pages count in each. */
export interface Usage {
  readonly processes: readonly ProcessSeen[];
  /** Of one core; more than 100 with several. */
  readonly cpuPercent: number;
  readonly memoryBytes: number;
}

export interface Machine {
  readonly processes: ProcessesSeen | undefined;
  readonly memory: MemorySeen | undefined;
  /** Where the system writes. */
  readonly disks: readonly DiskSeen[];
  /** By local port. */
  readonly connections: ReadonlyMap<number, number>;
}

export interface Surveyed {
  readonly services: readonly {
    readonly service: Service;
    readonly state: Result<ServiceState>;
    readonly usage: Usage | undefined;
  }[];
  readonly hosts: readonly { readonly host: string; readonly machine: Result<Machine> }[];
}

/** States of services with what they use, and the machines they run on; one batch per host. */
export async function survey(system: System, services: readonly Service[], context: ActionContext): Promise<Surveyed> {
  const states = services.map((service) => ({ service, question: probeState(service) }));
  const machines = [...new Set(services.map(({ host }) => host))].map((host) => measure(host, system));
  const answers = await askHosts(context, [...states.map(({ question }) => question), ...machines], 10_000);
  const hosts = machines.map((question) => ({ host: question.host, machine: answers(question) }));
  return {
    hosts,
    services: states.map(({ service, question }) => {
      const state = answers(question);
      const machine = hosts.find(({ host }) => host === service.host)?.machine;
      const processes = machine?.ok === true ? machine.value.processes : undefined;
      return { service, state, usage: state.ok ? usageOf(state.value.pid, processes) : undefined };
    }),
  };
}

const measure = (host: string, system: System): Question<Machine> => ({
  host,
  commands: [processesArgv, memoryArgv, diskArgv(foldersOn(host, system), limitOn(host, system)), connectionsArgv],
  read: ([processes, memory, disks, connections]) => ({
    processes: processesSeen(processes),
    memory: memorySeen(memory),
    disks: disksSeen(disks),
    connections: connectionsSeen(connections),
  }),
});

function usageOf(pid: number | undefined, seen: ProcessesSeen | undefined): Usage | undefined {
  if (pid === undefined || seen === undefined) return undefined;
  const processes = treeOf(pid, seen.processes);
  const sum = (of: (each: ProcessSeen) => number) => processes.reduce((all, each) => all + of(each), 0);
  return { processes, cpuPercent: sum((each) => each.cpuPercent), memoryBytes: sum((each) => each.memoryBytes) };
}

/** One decimal below ten, none above. */
export const rounded = (percent: number): number =>
  percent < 10 ? Math.round(percent * 10) / 10 : Math.round(percent);
