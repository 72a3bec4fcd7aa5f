import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { askHosts, type Question } from '../ask-hosts.ts';
import { type AsideGroup, askAsides, groupsOf, type SetAside } from '../backups/asides.ts';
import { engineOf } from '../databases/engines/table.ts';
import { type DiskSeen, diskArgv, disksSeen, type FolderLimit, folderLimitOf } from '../host/disk-space.ts';
import { type SizeSeen, sizesArgv, sizesSeen } from '../host/folder-sizes.ts';
import type { System } from '../inventory.ts';
import { dotted } from '../joined.ts';
import { servicesNamed } from '../named-system.ts';
import { environmentName, systemName } from '../names.ts';
import { folderOf } from '../paths.ts';
import { type Finding, worst } from '../report.ts';
import { ok, type Result } from '../result.ts';
import { outside, type Text, texts } from '../text.ts';
import { name } from '../values.ts';
import { judgeDisk } from './judging/judge-resources.ts';

const say = texts('disk', {
  summary: {
    en: 'Room on the disks of a system, and the sizes of its logs, databases and backups.',
    zh: '系统所在磁盘的空间,以及日志、数据库和备份的大小。',
  },
  fullest: { en: 'fullest {mount} {percent} %', zh: '最满 {mount},{percent} %' },
  silent: { en: 'not known: {why}', zh: '情况不明:{why}' },
  host: { en: 'host {host}', zh: '主机 {host}' },
  folder: { en: 'the system', zh: '系统目录' },
  logs: { en: 'logs', zh: '日志' },
  database: { en: 'database {name}', zh: '数据库 {name}' },
  backups: { en: 'backups', zh: '备份' },
  size: { en: '{size} in {path}', zh: '{path} 共 {size}' },
  atLeast: { en: 'at least {size} in {path}, not all of it may be read', zh: '{path} 至少 {size},部分内容无权读取' },
  slow: { en: '{path} has too much in it to be counted within {limit}', zh: '{path} 内容过多,{limit} 内未能统计完' },
  missing: { en: '{path} is not there', zh: '{path} 不存在' },
  aside: { en: 'set aside', zh: '移开保留' },
  asideWords: {
    en: '{size} to be had back: {count, plural, one {# path} other {# paths}} *.zhiban-{stamp}, {age}',
    zh: '可回收 {size}:{count} 个路径 *.zhiban-{stamp},{age}',
  },
});

interface Place {
  readonly host: string;
  readonly label: Text;
  /** Counted together; the first is shown. */
  readonly paths: readonly [string, ...string[]];
}

/** Counting one path may take so long. */
const countSeconds = 4;

export const disk = defineQuery({
  name: 'disk',
  aliases: ['磁盘'],
  summary: say.summary(),
  examples: ['/disk talentlens', '/磁盘 教学'],
  takes: { system: { word: 'system', optional: true } },
  input: z.strictObject({ system: name }),
  permission: 'system:read',
  timeoutMs: 60_000,
  everySystem: true,
  async report(input, context) {
    const found = servicesNamed(context.inventory, input);
    if (!found.ok) return found;
    const { system } = found.value;
    const places = placesOf(system);
    const hosts = [...Map.groupBy(places, ({ host }) => host)].map(([host, all]) => ({
      host,
      places: all,
      question: sizesOn(
        host,
        all.flatMap(({ paths }) => paths),
        folderLimitOf(system),
      ),
    }));
    const asides = askAsides(system);
    const limitMs = 10_000 + 1_000 * countSeconds * places.length;
    const answers = await askHosts(
      context,
      [...hosts.map(({ question }) => question), ...asides],
      Math.min(limitMs, 50_000),
    );
    const kept = groupsOf(asides.flatMap((question) => asideIn(answers(question))));
    const disks: DiskSeen[] = [];
    const sizes = hosts.flatMap(({ host, places: all, question }): readonly Finding[] => {
      const named = hosts.length > 1 ? host : undefined;
      const answer = answers(question);
      if (!answer.ok) {
        const label = say.host({ host: outside(host) });
        return [{ mark: 'unknown', label, text: say.silent({ why: answer.failure.message }) }];
      }
      disks.push(...answer.value.disks);
      return [
        ...answer.value.disks.map((each) => judgeDisk(each, system.thresholds, named)),
        ...all.map((place) => sizeFinding(place, answer.value.sizes)),
      ];
    });
    const findings = [...sizes, ...kept.map(keptFinding)];
    const [fullest] = disks.toSorted((a, b) => b.percent - a.percent);
    return ok({
      verdict: worst(findings.map(({ mark }) => mark)),
      headline: dotted([
        systemName(system),
        fullest === undefined ? undefined : say.fullest({ mount: outside(fullest.mount), percent: fullest.percent }),
        environmentName(system.environment),
      ]),
      measuredAtMs: context.now(),
      blocks: [{ type: 'findings', findings }],
      next: kept.slice(0, 2).map(({ stamp }) => `/backup forget ${system.id} ${stamp}`),
    });
  },
});

const asideIn = (answer: Result<readonly SetAside[]>): readonly SetAside[] => (answer.ok ? answer.value : []);

const keptFinding = ({ stamp, bytes, paths, atMs }: AsideGroup): Finding => ({
  mark: 'ok',
  label: say.aside(),
  text: say.asideWords({
    size: { bytes },
    count: paths.length,
    stamp: outside(stamp),
    age: { atMs, as: 'age' },
  }),
});

const sizesOn = (
  host: string,
  paths: readonly string[],
  limit: FolderLimit | undefined,
): Question<{ readonly disks: readonly DiskSeen[]; readonly sizes: ReadonlyMap<string, SizeSeen> }> => ({
  host,
  commands: [diskArgv(paths, limit), sizesArgv(paths, countSeconds)],
  read: ([disks, sizes]) => ({ disks: disksSeen(disks), sizes: sizesSeen(sizes) }),
});

function placesOf(system: System): readonly Place[] {
  const home = system.services[0]?.host;
  const logs = Object.values(system.logs).flatMap((log) =>
    'path' in log ? [{ host: log.host, folder: folderOf(log.path) }] : [],
  );
  const logFolders = new Map(logs.map((log) => [`${log.host} ${log.folder}`, log]));
  return [
    ...(home === undefined ? [] : [{ host: home, label: say.folder(), paths: [system.folder] as const }]),
    ...[...logFolders.values()].map(({ host, folder }): Place => ({ host, label: say.logs(), paths: [folder] })),
    ...Object.entries(system.databases).flatMap(([id, database]): readonly Place[] => {
      const [first, ...more] = engineOf(database).files(database);
      const label = say.database({ name: outside(id) });
      return first === undefined ? [] : [{ host: database.host, label, paths: [first, ...more] }];
    }),
    ...(system.backups === undefined
      ? []
      : [{ host: system.backups.host, label: say.backups(), paths: [system.backups.folder] as const }]),
  ];
}

function sizeFinding({ label, paths }: Place, sizes: ReadonlyMap<string, SizeSeen>): Finding {
  const [first] = paths;
  const seen = paths.flatMap((path) => sizes.get(path) ?? []);
  const main = sizes.get(first);
  const path = outside(first);
  if (main === undefined || main.state === 'missing') return { mark: 'warning', label, text: say.missing({ path }) };
  if (main.state === 'too-slow') {
    return { mark: 'unknown', label, text: say.slow({ path, limit: { durationMs: countSeconds * 1_000 } }) };
  }
  const size = { bytes: seen.reduce((sum, { bytes }) => sum + bytes, 0) };
  return main.state === 'partly'
    ? { mark: 'ok', label, text: say.atLeast({ size, path }) }
    : { mark: 'ok', label, text: say.size({ size, path }) };
}
