import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultLines } from '../../src/bot/cli/show-faults.ts';
import { known } from '../../src/bot/compose.ts';
import { loadConfiguration } from '../../src/bot/config/load-configuration.ts';
import type { Settings } from '../../src/handlers/settings.ts';

const configuration = join(import.meta.dirname, '../../config/lab');

/** The settings of `config/lab`, read as the bot reads them, without a lab. */
export function labSettings(): Settings {
  const home = mkdtempSync(join(tmpdir(), 'zhiban-lab-home-'));
  try {
    for (const file of ['bot-key', 'known_hosts']) writeFileSync(join(home, file), 'a stand-in');
    chmodSync(join(home, 'bot-key'), 0o600);
    const loaded = loadConfiguration(configuration, { LAB_HOME: home, LAB_NET: '10.77.9' }, known);
    if (!loaded.ok) throw new Error(faultLines(loaded.faults));
    return loaded.configuration.settings;
  } finally {
    rmSync(home, { recursive: true });
  }
}
