import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files } from '../../actions/ports.ts';

const keptForMs = 7 * 86_400_000;
const mostBytes = 256 * 1024 * 1024;

/** Files beside answers, in a folder of the state that only this user may read; the oldest go first, after a week at the latest. */
export function keptFiles(folder: string, now: () => number, failed: (why: string) => void): Files {
  return {
    async keep(name, text) {
      const file = join(folder, `${randomBytes(6).toString('hex')}-${name.replace(/[^\w.-]/g, '_')}`);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await prune(folder, now());
        await writeFile(file, text, { mode: 0o600, flag: 'wx' });
        return { path: file, bytes: Buffer.byteLength(text) };
      } catch (error) {
        failed(String(error));
        return undefined;
      }
    },
  };
}

async function prune(folder: string, nowMs: number): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      const { mtimeMs, size } = await stat(path).catch(() => ({ mtimeMs: 0, size: 0 })); // gone meanwhile
      return { path, mtimeMs, size };
    }),
  );
  let bytes = 0;
  for (const { path, mtimeMs, size } of files.toSorted((a, b) => b.mtimeMs - a.mtimeMs)) {
    bytes += size;
    if (bytes > mostBytes || nowMs - mtimeMs > keptForMs) await rm(path, { force: true });
  }
}
