import type { System } from '../inventory.ts';
import type { Step } from '../plan.ts';
import type { Backup, PlanContext } from '../ports.ts';
import { outside, texts } from '../text.ts';
import type { PlannedPart } from './parts.ts';
import { namedFolder } from './stamp.ts';

const say = texts('backup-steps', {
  open: { en: 'make the folder {folder}', zh: '创建目录 {folder}' },
  database: { en: 'copy the database {part} while it is in use', zh: '在线复制数据库 {part}' },
  redis: { en: 'take a snapshot of Redis', zh: '获取 Redis 快照' },
  archive: {
    en: 'pack {part}: {count, plural, one {# path} other {# paths}}',
    zh: '打包 {part}:{count} 个路径',
  },
  verify: { en: 'open every copy and check it', zh: '打开每个副本并校验' },
  prune: {
    en: 'delete {count, plural, one {# old backup} other {# old backups}}',
    zh: '删除 {count} 份旧备份',
  },
});

export interface ToMake {
  readonly system: System;
  readonly backups: NonNullable<System['backups']>;
  readonly parts: readonly PlannedPart[];
  readonly bytes: number;
  readonly folder: string;
  readonly old: readonly Backup[];
}

/** At 5 MB/s, and never less than two minutes. */
const limitFor = (bytes: number): number => 120_000 + Math.ceil(bytes / 5_000);

/** Folder, parts, verification, then and only then what is old. */
export function stepsOf(
  { system, backups, parts, bytes, folder, old }: ToMake,
  { planId, now }: PlanContext,
): readonly Step[] {
  const { host, folder: root } = backups;
  const limitMs = limitFor(bytes);
  const making = `${root}/.${folder}.part`;
  const step = (kind: string, title: Step['title'], params: unknown, timeoutMs = limitMs + 30_000): Step => ({
    kind,
    host,
    title,
    timeoutMs,
    onFailure: 'undo',
    params,
  });
  const opening = { id: planId, system: system.id, root, folder, startedAtMs: now() };
  return [
    step('open-backup', say.open({ folder: outside(`${root}/${folder}`) }), opening, 120_000),
    ...parts.map((part) => {
      const words = { part: outside(part.name), count: part.paths.length };
      const { file, paths, user, kind } = part;
      if (kind === 'sqlite')
        return step('snapshot-database', say.database(words), { folder: making, file, path: paths[0], limitMs });
      if (kind === 'redis')
        return step('snapshot-redis', say.redis(), { folder: making, file, port: part.port, limitMs });
      const whose = user === undefined ? {} : { user };
      const params = { folder: making, file, paths, ...whose, growing: kind === 'logs', limitMs };
      return step('archive', say.archive(words), params);
    }),
    step(
      'verify-backup',
      say.verify(),
      { ...opening, copies: parts.map(({ name, kind, file, paths }) => ({ name, kind, file, paths })), limitMs },
      limitMs * parts.length + 120_000,
    ),
    ...(old.length === 0
      ? []
      : [
          step(
            'prune-backups',
            say.prune({ count: old.length }),
            { after: planId, root, old: old.flatMap(namedFolder) },
            old.length * 130_000,
          ),
        ]),
  ];
}
