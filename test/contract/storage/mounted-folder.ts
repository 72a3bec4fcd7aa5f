import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempFolder } from './temp-folder.ts';

/** Why no file system can be mounted here; `undefined` when it can. Throws instead when `LAB_REQUIRED=1`. */
export function cannotMount(): string | undefined {
  const reason =
    process.platform !== 'linux'
      ? 'this is not Linux'
      : process.geteuid?.() === 0
        ? undefined
        : 'this user is not root';
  if (reason === undefined) return undefined;
  if (process.env.LAB_REQUIRED === '1') throw new Error(`small file systems are required, but ${reason}`);
  console.warn(`\n*** SKIPPED: tests that need a file system of their own, because ${reason} ***\n`);
  return reason;
}

/** An empty folder on a file system in memory of its own, gone when the test is over. `options` as of mount(8). */
export function mountedFolder(options: string): string {
  const folder = join(tempFolder(), 'mounted');
  mkdirSync(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  return folder;
}

export const makeReadOnly = (folder: string): void => void execFileSync('mount', ['-o', 'remount,ro', folder]);
