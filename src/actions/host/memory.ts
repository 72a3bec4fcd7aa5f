import type { Argv, Exec } from '../ports.ts';

export interface MemorySeen {
  readonly totalBytes: number;
  /** What programs could still get without swapping. */
  readonly availableBytes: number;
  /** Over 1, 5 and 15 minutes. */
  readonly load: readonly [number, number, number];
}

export const memoryArgv: Argv = ['cat', '/proc/loadavg', '/proc/meminfo'];

export function memorySeen(answer: Exec | undefined): MemorySeen | undefined {
  const text = answer?.stdout ?? '';
  const kilobytes = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? Number.NaN);
  const load = /^([\d.]+) ([\d.]+) ([\d.]+) /.exec(text);
  const [total, available] = [kilobytes('MemTotal'), kilobytes('MemAvailable')];
  if (load === null || !Number.isFinite(total) || !Number.isFinite(available)) return undefined;
  return {
    totalBytes: total * 1_024,
    availableBytes: available * 1_024,
    load: [Number(load[1]), Number(load[2]), Number(load[3])],
  };
}

export const usedPercent = ({ totalBytes, availableBytes }: MemorySeen): number =>
  totalBytes === 0 ? 0 : (100 * (totalBytes - availableBytes)) / totalBytes;
