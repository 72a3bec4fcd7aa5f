import type { System } from '../../inventory.ts';
import type { Step } from '../../plan.ts';
import type { Backup, PlanContext } from '../../ports.ts';
import { outside, texts } from '../../text.ts';
import type { PlannedPart } from '../parts.ts';
import { copyingMs, limitFor } from '../time-limit.ts';
import { oldCopies } from './retention.ts';
import { namedFolder } from './stamp.ts';

const say = texts('backup-steps', {
  open: { en: 'make the folder {folder}', zh: '创建目录 {folder}' },
  archive: {
    en: 'pack {part}: {count, plural, one {# path} other {# paths}}',
    zh: '打包 {part}:{count} 个路径',
  },
  verify: { en: 'open every copy and check it', zh: '打开每个副本并校验' },
  seal: { en: 'open every copy, check it, encrypt it', zh: '打开每个副本,校验后加密' },
  copy: { en: 'copy it to {host}', zh: '复制到 {host}' },
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
  /** The catalogue, newest first. */
  readonly known: readonly Backup[];
}

/** Folder, parts, verification, then and only then what is old. */
export function stepsOf(
  { system, backups, parts, bytes, folder, old, known }: ToMake,
  { planId, now }: PlanContext,
): readonly Step[] {
  const { host, folder: root, encrypt, copyTo } = backups;
  const recipients = encrypt?.recipients ?? [];
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
      const snapshot = part.snapshot?.({ folder: making, limitMs });
      if (snapshot !== undefined) return step(snapshot.kind, snapshot.title, snapshot.params);
      const words = { part: outside(part.name), count: part.paths.length };
      const { file, paths, user, kind } = part;
      const whose = user === undefined ? {} : { user };
      const params = { folder: making, file, paths, ...whose, growing: kind === 'logs', limitMs };
      return step('archive', say.archive(words), params);
    }),
    step(
      'verify-backup',
      recipients.length === 0 ? say.verify() : say.seal(),
      {
        ...opening,
        copies: parts.map(({ name, kind, file, paths }) => ({ name, kind, file, paths })),
        ...(recipients.length === 0 ? {} : { recipients }),
        limitMs,
      },
      limitMs * parts.length * (recipients.length === 0 ? 1 : 2) + 120_000,
    ),
    ...copyTo.map((to) =>
      step(
        'copy-backup',
        say.copy({ host: outside(to.host) }),
        {
          id: planId,
          to: { host: to.host, folder: to.folder },
          old: oldCopies(known, to, now()),
          limitMs: copyingMs(bytes),
        },
        copyingMs(bytes) + 60_000,
      ),
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
