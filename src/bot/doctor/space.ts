import type { System } from '../../actions/inventory.ts';
import type { Exec } from '../../actions/ports.ts';
import { outside, texts } from '../../actions/text.ts';
import { amiss, type Finding, well } from './finding.ts';
import { joined } from './joined.ts';
import type { HostExamination, Patient } from './patient.ts';

const say = texts('doctor.space', {
  well: { en: '{free} free on {mount}', zh: '{mount} 剩余 {free}' },
  high: {
    en: '{mount} is {percent} % full, {free} of {size} left (limit {limit} %): {folders}',
    zh: '{mount} 已用 {percent} %,共 {size},剩余 {free}(上限 {limit} %):{folders}',
  },
  full: {
    en: '{mount} is full, {free} of {size} left: {folders}',
    zh: '{mount} 已写满,共 {size},仅剩 {free}:{folders}',
  },
  unread: { en: 'the free space of {folder} could not be read: {words}', zh: '读不到 {folder} 的剩余空间:{words}' },
  mend: {
    en: 'on {host}: du -xh --max-depth=2 {mount} | sort -h | tail · the limit is thresholds.diskPercent in systems/{system}.yaml',
    zh: '在 {host} 上执行 du -xh --max-depth=2 {mount} | sort -h | tail;上限为 systems/{system}.yaml 的 thresholds.diskPercent',
  },
});

/** With less than this nothing can be done safely, whatever the percentage. */
const leastFreeBytes = 64 * 1024 * 1024;

interface Mount {
  readonly mount: string;
  readonly bytes: number;
  readonly freeBytes: number;
  readonly percent: number;
}

/** The folders of each system on the host, each file system judged once by the strictest system on it. */
export const space: HostExamination = {
  ask: (patient) => folders(patient).map(({ folder }) => ['env', 'LC_ALL=C', 'df', '-Pk', '--', folder]),
  judge(patient, answers) {
    const byMount = new Map<string, { readonly seen: Mount; readonly folders: string[]; readonly systems: System[] }>();
    const unread: Finding[] = [];
    for (const [at, { folder, system }] of folders(patient).entries()) {
      const seen = mountOf(answers[at]);
      if (seen === undefined) {
        const words = answers[at]?.stderr.trim() ?? '';
        // A folder that is not there is told by `paths`.
        if (!/No such file|cannot access/i.test(words))
          unread.push(amiss('space', 'unknown', patient.host, say.unread({ folder, words: outside(words) })));
        continue;
      }
      const known = byMount.get(seen.mount) ?? { seen, folders: [], systems: [] };
      known.folders.push(folder);
      known.systems.push(system);
      byMount.set(seen.mount, known);
    }
    return [...[...byMount.values()].map((each) => judged(patient, each)), ...unread];
  },
};

const folders = ({ host, systems, services }: Patient): readonly { folder: string; system: System }[] =>
  systems.flatMap((system) => [
    ...(services.some((service) => service.system === system.id) ? [{ folder: system.folder, system }] : []),
    ...(system.backups?.host === host ? [{ folder: system.backups.folder, system }] : []),
  ]);

function mountOf(answer: Exec | undefined): Mount | undefined {
  const line = answer?.stdout.trimEnd().split('\n').at(-1) ?? '';
  const [, size, , free, percent, mount] = /\s(\d+)\s+(\d+)\s+(-?\d+)\s+(\d+)%\s+(\/.*)$/.exec(line) ?? [];
  if (mount === undefined) return undefined;
  return { mount, bytes: Number(size) * 1_024, freeBytes: Number(free) * 1_024, percent: Number(percent) };
}

function judged(
  { host }: Patient,
  { seen, folders: all, systems }: { seen: Mount; folders: readonly string[]; systems: readonly System[] },
): Finding {
  const { mount, bytes, freeBytes, percent } = seen;
  const strictest = systems.toSorted((a, b) => a.thresholds.diskPercent - b.thresholds.diskPercent)[0];
  const limit = strictest?.thresholds.diskPercent ?? 100;
  const params = {
    mount: outside(mount),
    percent,
    limit,
    free: { bytes: freeBytes },
    size: { bytes },
    folders: joined([...new Set(all)]),
  };
  const mend = say.mend({ host, mount: outside(mount), system: strictest?.id ?? '' });
  if (freeBytes < leastFreeBytes) return amiss('space', 'critical', host, say.full(params), mend);
  if (percent < limit) return well('space', host, say.well(params));
  const critical = systems.some(
    ({ thresholds }) => thresholds.critical.includes('disk') && percent >= thresholds.diskPercent,
  );
  return amiss('space', critical ? 'critical' : 'warning', host, say.high(params), mend);
}
