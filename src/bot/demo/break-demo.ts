import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

export const demoServices = ['llm', 'backend', 'frontend'] as const;
export type DemoService = (typeof demoServices)[number];

/**
 * `crash` ends it within 0.2 s, once; `hang` accepts and never answers; `slow` answers after 2.5 s; `body` answers with
 * wrong fields (frontend: 503); `crash-on-start` lets the next start fail. All but `crash` hold until mended.
 */
export const breakages = ['crash', 'hang', 'slow', 'body', 'crash-on-start'] as const;
export type Breakage = (typeof breakages)[number];

/** `folder`: the demo system's. The service reads the words at its next request. */
export function breakDemo(folder: string, service: DemoService, breakage: Breakage): void {
  const file = faultFile(folder, service);
  mkdirSync(join(folder, 'faults'), { recursive: true });
  const words = [...new Set([...brokenNow(folder, service), breakage])];
  writeFileSync(`${file}.new`, `${words.join('\n')}\n`);
  renameSync(`${file}.new`, file);
}

/** Takes the breakages away; what crashed has to be started again. */
export function mendDemo(folder: string, services: readonly DemoService[] = demoServices): void {
  if (services === demoServices) rmSync(filler(folder), { force: true });
  for (const service of services) rmSync(faultFile(folder, service), { force: true });
}

const mebibyte = 1_048_576;

/** Really fills what the demo's folder may hold, up to the last per cent. */
export function fillDemo(folder: string, limitBytes: number): void {
  rmSync(filler(folder), { force: true });
  mkdirSync(join(folder, 'faults'), { recursive: true });
  const chunk = Buffer.alloc(mebibyte, 'full ');
  const file = openSync(filler(folder), 'wx', 0o600);
  try {
    for (let left = Math.floor(limitBytes * 0.99) - bytesIn(folder); left > 0; left -= mebibyte)
      writeSync(file, chunk, 0, Math.min(left, mebibyte));
  } finally {
    closeSync(file);
  }
}

/** As `du` counts: what is allocated on the disk. */
function bytesIn(path: string): number {
  const stat = lstatSync(path, { throwIfNoEntry: false }); // its services write meanwhile
  if (stat === undefined) return 0;
  const inside = stat.isDirectory() ? readdirSync(path).map((name) => bytesIn(join(path, name))) : [];
  return inside.reduce((sum, bytes) => sum + bytes, stat.blocks * 512);
}

const filler = (folder: string): string => join(folder, 'faults', 'disk.full');

export function brokenNow(folder: string, service: DemoService): readonly Breakage[] {
  try {
    const words = readFileSync(faultFile(folder, service), 'utf8').split(/\s+/);
    return breakages.filter((each) => words.includes(each));
  } catch {
    return [];
  }
}

const faultFile = (folder: string, service: DemoService): string => join(folder, 'faults', service);
