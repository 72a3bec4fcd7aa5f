import pLimit from 'p-limit';
import { outside } from '../../actions/text.ts';
import type { Chattable } from '../../handlers/command.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Fault } from '../config/fault.ts';
import { platformKinds, platformNames } from '../platforms/table.ts';
import { approvers } from './approvers.ts';
import { encryption } from './encryption.ts';
import { examineHost, type HostTools } from './examine-host.ts';
import { files } from './files.ts';
import { amiss, type Finding } from './finding.ts';
import { patients } from './patient.ts';
import { people } from './people.ts';
import { secrets } from './secrets.ts';
import { stateFolder } from './state-folder.ts';

export interface DoctorOptions extends HostTools {
  readonly configuration: Configuration;
  /** The folder of the configuration, as it was given. */
  readonly dir: string;
  /** Who runs this process. */
  readonly osUser: string;
  /** Names of secrets that cannot be masked. */
  readonly weakSecrets: readonly string[];
  /** Every command, for the menus platforms show. */
  readonly commands: readonly Chattable[];
  /** Permissions of every change there is. */
  readonly changePermissions: readonly string[];
}

/** Hosts looked at at the same time. */
const hostsAtOnce = 16;

/** Looks at everything a configuration needs and changes nothing. */
export async function examine(options: DoctorOptions): Promise<readonly Finding[]> {
  const { configuration, dir, osUser, now } = options;
  const { settings, state } = configuration;
  const limit = pLimit(hostsAtOnce);
  const ofHosts = await Promise.all(
    patients(configuration, dir, osUser).map((patient) => limit(() => examineHost(patient, options))),
  );
  return [
    ...ofHosts.flat(),
    ...configuration.warnings.map(ofWarning),
    ...approvers(settings, options.changePermissions, now()),
    ...people(settings),
    ...secrets(options.weakSecrets, configuration.secrets.length),
    ...(await encryption(configuration, dir)),
    ...stateFolder(state.dir, osUser),
    ...files(dir, configuration),
    ...(await ofPlatforms(configuration, options.commands, now)),
  ];
}

async function ofPlatforms(
  configuration: Configuration,
  commands: readonly Chattable[],
  now: () => number,
): Promise<readonly Finding[]> {
  const configured = platformNames.filter((name) => configuration.platforms[name] !== undefined);
  const found = configured.map((name) => platformKinds[name].examine({ configuration, commands, now }));
  return (await Promise.all(found)).flat();
}

const ofWarning = (warning: Fault): Finding => ofFault(warning, 'warning');

/** A fault or warning of the configuration, about its place in a file. */
export const ofFault = ({ file, line, column, message, hint }: Fault, mark: 'critical' | 'warning'): Finding =>
  amiss('configuration', mark, `${file}:${line}:${column}`, outside(message), hint === '' ? undefined : outside(hint));
