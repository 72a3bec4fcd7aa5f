import { actions } from '../../actions/registry.ts';
import { ownCommands } from '../../handlers/commands/registry.ts';
import { known } from '../compose.ts';
import { loadConfiguration } from '../config/load-configuration.ts';
import { manifestOf } from '../platforms/slack/manifest.ts';
import { faultyConfiguration } from './exit-code.ts';
import { faultLines } from './show-faults.ts';

/** Prints Slack's manifest. Without a configuration it is that of Socket Mode, for who has no tokens yet. */
export async function manifest(config: string | undefined): Promise<number> {
  const commands = [...actions, ...ownCommands];
  if (config === undefined) return print(manifestOf(commands, { language: 'en' }));
  const loaded = loadConfiguration(config, process.env, known);
  if (!loaded.ok) {
    console.error(faultLines(loaded.faults));
    return faultyConfiguration;
  }
  const { platforms, settings, web } = loaded.configuration;
  const url =
    platforms.slack?.mode === 'http' && web.publicUrl !== undefined
      ? `${web.publicUrl.replace(/\/+$/, '')}/platforms/slack`
      : undefined;
  return print(manifestOf(commands, { language: settings.language, url }));
}

function print(manifest: object): number {
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
  return 0;
}
