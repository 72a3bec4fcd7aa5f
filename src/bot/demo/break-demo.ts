import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
  for (const service of services) rmSync(faultFile(folder, service), { force: true });
}

export function brokenNow(folder: string, service: DemoService): readonly Breakage[] {
  try {
    const words = readFileSync(faultFile(folder, service), 'utf8').split(/\s+/);
    return breakages.filter((each) => words.includes(each));
  } catch {
    return [];
  }
}

const faultFile = (folder: string, service: DemoService): string => join(folder, 'faults', service);
