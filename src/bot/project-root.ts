import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the package, from the built bundle as from the source. */
export function projectRoot(from: string = import.meta.dirname): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const above = dirname(from);
  if (above === from) throw new Error('zhiban cannot find its own folder');
  return projectRoot(above);
}

/** The embedded demo, which is the default configuration. */
export const demoConfiguration = (): string => join(projectRoot(), 'config', 'demo');
