import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '../config/configuration.ts';
import { prepareDemo } from './prepare-demo.ts';

/** The demo's folder of its own system. */
export const demoFolder = ({ state }: Pick<Configuration, 'state'>): string => join(state.dir, 'system');

/** Lays the demo's system out before it is first used; any other configuration is left alone. */
export function prepareForDemo(dir: string, configuration: Configuration): void {
  if (!configuration.settings.demo || existsSync(join(demoFolder(configuration), 'data'))) return;
  prepareDemo(dir, demoFolder(configuration));
}
