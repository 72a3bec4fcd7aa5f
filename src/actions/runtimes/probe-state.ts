import type { Question } from '../ask-hosts.ts';
import type { Service } from '../inventory.ts';
import type { ServiceState } from './runtime.ts';
import { runtimeOf } from './table.ts';

/** A service's state, as its runtime finds it out. */
export function probeState(service: Pick<Service, 'host' | 'runtime'>): Question<ServiceState> {
  const probe = runtimeOf(service).probe(service);
  return {
    host: service.host,
    commands: probe.commands,
    read: (answers) => probe.read(answers.flatMap((answer) => answer ?? [])),
  };
}
