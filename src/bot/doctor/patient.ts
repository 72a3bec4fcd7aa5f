import { join } from 'node:path';
import type { Service, System } from '../../actions/inventory.ts';
import type { Argv, Exec } from '../../actions/ports.ts';
import type { Result } from '../../actions/result.ts';
import { shownCommand } from '../../actions/shown-command.ts';
import type { Configuration } from '../config/configuration.ts';
import type { HostSpec } from '../hosts/host-spec.ts';
import { type Privileged, privilegedCommands } from '../sudoers/privileged-commands.ts';
import type { Finding } from './finding.ts';

/** One host and what the configuration wants of it. */
export interface Patient {
  readonly host: string;
  readonly spec: HostSpec;
  /** Who the bot is there. */
  readonly user: string;
  /** Those that run or keep something there. */
  readonly systems: readonly System[];
  readonly services: readonly Service[];
  /** Without `sudo -n`. */
  readonly privileged: Privileged;
  /** The folder of the configuration, as it was given. */
  readonly dir: string;
}

/** One kind of finding. What all of them ask goes to the host in one round trip. */
export interface HostExamination {
  ask(patient: Patient): readonly Argv[];
  /** One answer per question. */
  judge(patient: Patient, answers: readonly Exec[], again: Again): Promise<readonly Finding[]> | readonly Finding[];
}
/** A second round trip, where the first answers call for it. */
export type Again = (commands: readonly Argv[]) => Promise<Result<readonly Exec[]>>;

/** @param osUser who runs this process, and so who the bot is on local hosts. */
export function patients({ hosts, settings }: Configuration, dir: string, osUser: string): readonly Patient[] {
  return Object.entries(hosts).map(([host, spec]) => {
    const systems = settings.systems.filter((system) => hostsOf(system).includes(host));
    const services = systems.flatMap((system) => system.services).filter((service) => service.host === host);
    const local = spec.transport === 'local';
    return {
      host,
      spec,
      user: local ? osUser : spec.user,
      systems,
      services,
      privileged: local ? { root: [], asUser: [] } : privilegedCommands(host, settings.systems),
      dir,
    };
  });
}

export const hostsOf = ({ services, logs, databases, backups, version, temporary }: System): readonly string[] =>
  [
    ...services,
    ...Object.values(logs),
    ...Object.values(databases),
    ...temporary,
    ...[backups, version].filter((each) => each !== undefined),
  ].map(({ host }) => host);

/** `config/systems/teaching.yaml`. */
export const fileOf = ({ dir }: Pick<Patient, 'dir'>, system: string): string => join(dir, 'systems', `${system}.yaml`);

/** The command line as a person types it. */
export const zhiban = (words: readonly string[], { dir }: Pick<Patient, 'dir'>): string =>
  shownCommand(['zhiban', ...words, '--config', dir]);
