import type { Question } from '../ask-hosts.ts';
import { type PortSeen, portsArgv, portsSeen } from '../host/listening-ports.ts';
import type { Service } from '../inventory.ts';
import type { Hosts } from '../ports.ts';
import { probeState } from '../runtimes/probe-state.ts';
import type { ServiceState } from '../runtimes/runtime.ts';

export interface Observed {
  readonly state: ServiceState;
  readonly port?: PortSeen;
}

/** Process and port of a service, asked together. */
export function observeService(service: Pick<Service, 'host' | 'runtime' | 'port'>): Question<Observed> {
  const { host, port } = service;
  const process = probeState(service);
  return {
    host,
    commands: [...process.commands, ...(port === undefined ? [] : [portsArgv([port])])],
    read(answers) {
      const state = process.read(answers.slice(0, process.commands.length));
      const seen = port === undefined ? undefined : portsSeen(answers[process.commands.length]).get(port);
      return { state, ...(seen === undefined ? {} : { port: seen }) };
    },
  };
}

/** Its health endpoint, from the host's own network position. */
export const askHealth = (
  hosts: Hosts,
  host: string,
  { url, timeout }: NonNullable<Service['health']>,
  signal: AbortSignal,
): ReturnType<Hosts['request']> => hosts.request(host, { url, timeoutMs: timeout, signal });
