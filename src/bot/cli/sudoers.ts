import { known } from '../compose.ts';
import { loadConfiguration } from '../config/load-configuration.ts';
import { suggestion } from '../config/suggestion.ts';
import { demoConfiguration } from '../project-root.ts';
import { privilegedCommands } from '../sudoers/privileged-commands.ts';
import { sudoersFile } from '../sudoers/sudoers-file.ts';
import { faultyConfiguration } from './exit-code.ts';
import { faultLines } from './show-faults.ts';

/** Prints the sudoers file of a host. Neither the state nor any host is touched. */
export async function sudoers(host: string, config: string | undefined): Promise<number> {
  const loaded = loadConfiguration(config ?? demoConfiguration(), process.env, known);
  if (!loaded.ok) {
    console.error(faultLines(loaded.faults));
    return faultyConfiguration;
  }
  const { hosts, settings } = loaded.configuration;
  const spec = Object.hasOwn(hosts, host) ? hosts[host] : undefined;
  if (spec === undefined) {
    console.error(`There is no host ${JSON.stringify(host)}. ${suggestion(host, Object.keys(hosts), 'host')}`);
    return 2;
  }
  process.stdout.write(sudoersFile(host, spec, privilegedCommands(host, settings.systems)));
  return 0;
}
