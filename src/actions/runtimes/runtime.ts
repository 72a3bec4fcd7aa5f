import type { Service } from '../inventory.ts';
import type { Step } from '../plan.ts';
import type { Argv, Exec } from '../ports.ts';
import type { Text } from '../text.ts';

export type Verb = 'start' | 'stop' | 'restart' | 'reload';

/** How services of one kind are run. One folder each: `systemd`, `pidfile`, later `compose`. */
export interface Runtime {
  readonly kind: string;
  /** What to ask the host in one wave to know a service's state. */
  probe(service: Pick<Service, 'runtime'>): Probe;
  /** The steps of a verb; undefined when the runtime has no such verb. */
  compile(verb: Verb, service: Service): readonly Step[] | undefined;
  /** Prints the newest lines of the service's own log. */
  recentLog(service: Pick<Service, 'runtime'>, lines: number): Argv;
  /** Every argv run through `sudo`, for the generated sudoers file. Without `sudo -n`. */
  privileged(service: Service): readonly Argv[];
}

export interface Probe {
  readonly commands: readonly Argv[];
  /** One answer per command, in order. */
  read(answers: readonly Exec[]): ServiceState;
}

export interface ServiceState {
  /** `stranger`: the PID file names a process that is not ours. */
  readonly state: 'running' | 'stopped' | 'starting' | 'failed' | 'stranger' | 'unknown';
  readonly pid?: number;
  /** Epoch milliseconds by the host's clock. */
  readonly sinceMs?: number;
  readonly memoryBytes?: number;
  /** Exit code or signal name of its last end. */
  readonly lastExit?: string;
  /** Differs between two starts of the same service: systemd's InvocationID, or PID and start time. */
  readonly invocation?: string;
  /** Why it is failed, a stranger's, or unknown; of one that runs, what is wrong with that, said with its PID. */
  readonly why?: Text;
  /** How often the service manager started it again by itself. */
  readonly restarts?: number;
}

/** Nothing of it runs, and nothing is about to start it. */
export const isDown = ({ state }: ServiceState): boolean => state === 'stopped' || state === 'failed';

/** It ended by itself and is only being started again, or was a moment ago. Times are the host's, `nowMs` any near clock. */
export const keepsEnding = ({ state, sinceMs, restarts, why }: ServiceState, nowMs: number): boolean =>
  state === 'starting'
    ? restarts !== undefined || why !== undefined
    : state === 'running' && restarts !== undefined && nowMs - (sinceMs ?? 0) < 60_000;
