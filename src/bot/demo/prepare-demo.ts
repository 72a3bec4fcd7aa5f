import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoServices, mendDemo } from './break-demo.ts';

/**
 * Lays out the demo's system in `folder` (the folder of its host), whole and mended: a stand-in per service, the folders
 * their logs, PID files and backups go to, and a little data to back up. Logs of an earlier demo stay. `configuration`:
 * the demo's folder of configuration, which holds the stand-ins. Starts nothing.
 */
export function prepareDemo(configuration: string, folder: string): void {
  for (const each of [...demoServices, 'logs', 'run', 'faults', 'backups', 'data', 'tmp'])
    mkdirSync(join(folder, each), { recursive: true, mode: 0o700 });
  for (const service of demoServices)
    copyFileSync(join(configuration, 'apps', 'app.mjs'), join(folder, service, 'app.mjs'));
  writeFileSync(join(folder, '.env'), 'DEMO_GREETING=hello\n', { mode: 0o600 });
  writeFileSync(join(folder, 'data', 'courses.json'), `${JSON.stringify({ courses: ['Physics', '数学'] })}\n`);
  writeFileSync(join(folder, 'version.txt'), '1.0.0\n');
  mendDemo(folder);
}
