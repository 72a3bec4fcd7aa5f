import type { DiskSeen } from '../../host/disk-space.ts';
import { type MemorySeen, usedPercent } from '../../host/memory.ts';
import type { System } from '../../inventory.ts';
import type { Finding, Verdict } from '../../report.ts';
import { outside, texts } from '../../text.ts';

const say = texts('resources', {
  disk: { en: 'disk {mount}', zh: '磁盘 {mount}' },
  diskOn: { en: 'disk {mount} on {host}', zh: '{host} 磁盘 {mount}' },
  memory: { en: 'memory', zh: '内存' },
  memoryOn: { en: 'memory on {host}', zh: '{host} 内存' },
  used: { en: '{percent} % of {total}, {free} free', zh: '已用 {percent} %(共 {total}),剩余 {free}' },
  over: {
    en: '{percent} % of {total} (limit {limit} %), {free} free',
    zh: '已用 {percent} %(共 {total},上限 {limit} %),剩余 {free}',
  },
});

type Thresholds = System['thresholds'];

/** Fuller than this is critical whatever the configuration calls critical: writes begin to fail. */
const nearlyFullPercent = 96;

/** Above which a disk is called what, for everything that judges one; `given` stands before the system's threshold. */
export function diskLimits(
  { diskPercent, critical }: Thresholds,
  given: { readonly warning?: number | undefined; readonly critical?: number | undefined } = {},
): { readonly warning?: number; readonly critical: number } {
  const own = given.warning !== undefined || given.critical !== undefined;
  const warning = own ? given.warning : critical.includes('disk') ? undefined : diskPercent;
  const most =
    given.critical ?? (own || warning !== undefined ? Math.max(warning ?? 0, nearlyFullPercent) : diskPercent);
  return warning === undefined || warning >= most ? { critical: most } : { warning, critical: most };
}

export function judgeDisk(disk: DiskSeen, thresholds: Thresholds, host?: string): Finding {
  const { mount, percent, totalBytes, freeBytes } = disk;
  const { warning, critical } = diskLimits(thresholds);
  const mark: Verdict = percent > critical ? 'critical' : percent > (warning ?? critical) ? 'warning' : 'ok';
  const place = { mount: outside(mount) };
  const words = { percent, total: { bytes: totalBytes }, free: { bytes: freeBytes } };
  return {
    mark,
    label: host === undefined ? say.disk(place) : say.diskOn({ ...place, host: outside(host) }),
    text: mark === 'ok' ? say.used(words) : say.over({ ...words, limit: thresholds.diskPercent }),
  };
}

export function judgeMemory(memory: MemorySeen, { memoryPercent, critical }: Thresholds, host?: string): Finding {
  const percent = Math.round(usedPercent(memory));
  const mark: Verdict = percent <= memoryPercent ? 'ok' : critical.includes('memory') ? 'critical' : 'warning';
  const words = { percent, total: { bytes: memory.totalBytes }, free: { bytes: memory.availableBytes } };
  return {
    mark,
    label: host === undefined ? say.memory() : say.memoryOn({ host: outside(host) }),
    text: mark === 'ok' ? say.used(words) : say.over({ ...words, limit: memoryPercent }),
  };
}
