import { commandsOf, known } from '../compose.ts';
import { loadConfiguration } from '../config/load-configuration.ts';
import { platformUrl } from '../platforms/platform-url.ts';
import { manifestOf } from '../platforms/slack/manifest.ts';
import { faultyConfiguration } from './exit-code.ts';
import { faultLines } from './show-faults.ts';

/** Prints Slack's manifest. Without a configuration it is that of Socket Mode, for who has no tokens yet. */
export async function manifest(config: string | undefined): Promise<number> {
  if (config === undefined) return print(manifestOf(commandsOf(), { language: 'en' }));
  const loaded = loadConfiguration(config, process.env, known);
  if (!loaded.ok) {
    console.error(faultLines(loaded.faults));
    return faultyConfiguration;
  }
  const { platforms, settings, web } = loaded.configuration;
  const url =
    platforms.slack?.mode === 'http' && web.publicUrl !== undefined ? platformUrl(web.publicUrl, 'slack') : undefined;
  return print(manifestOf(commandsOf(loaded.configuration), { language: settings.language, url }));
}

function print(manifest: object): number {
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
  return 0;
}
