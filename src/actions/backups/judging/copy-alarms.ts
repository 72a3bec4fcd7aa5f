import type { System } from '../../inventory.ts';
import type { Backup, BackupCopy } from '../../ports.ts';
import type { Finding } from '../../report.ts';
import type { Result } from '../../result.ts';
import { outside, texts } from '../../text.ts';
import type { BackupFacts } from './backup-facts.ts';

type CopyTo = Pick<NonNullable<System['backups']>['copyTo'][number], 'host' | 'folder'>;

const say = texts('copy-alarm', {
  label: { en: 'second copy', zh: '异机副本' },
  failed: {
    en: 'backup {id} could not be copied to {host} ({at}): it lies on one host only',
    zh: '备份 {id} 未能复制到 {host}({at}):目前只在一台主机上',
  },
  missing: { en: 'backup {id} has no copy on {host}', zh: '备份 {id} 在 {host} 上没有副本' },
  silent: { en: '{host} cannot be looked at: {why}', zh: '无法查看 {host}:{why}' },
  folder: { en: '{path} on {host} is not there', zh: '{host} 上的 {path} 不存在' },
  unwritable: { en: '{path} on {host} may not be written', zh: '{host} 上的 {path} 不可写' },
  gone: {
    en: 'the copy of backup {id} is gone from {path} on {host}',
    zh: '备份 {id} 的副本已不在 {host} 的 {path}',
  },
});

/** Whether the newest verified backup stands on every host it is to stand on. */
export const copyAlarms = (
  copyTo: NonNullable<System['backups']>['copyTo'],
  newest: Pick<Backup, 'id' | 'copies'> | undefined,
): readonly Finding[] =>
  newest === undefined
    ? []
    : copyTo.flatMap(({ host, folder }): readonly Finding[] => {
        const copy = newest.copies.find((each) => each.host === host && each.folder.startsWith(`${folder}/`));
        if (copy?.state === 'sound') return [];
        const words = { id: outside(newest.id), host: outside(host) };
        const text = copy?.state === 'failed' ? say.failed({ ...words, at: { atMs: copy.atMs } }) : say.missing(words);
        return [{ mark: 'warning', label: say.label(), text }];
      });

/** Whether a place of second copies still has what it got: the newest that counts, as its own host tells it. */
export function copiesThere(
  { host, folder }: CopyTo,
  known: readonly Backup[],
  answer: Result<BackupFacts>,
): readonly Finding[] {
  const label = say.label();
  const words = { host: outside(host), path: outside(folder) };
  if (!answer.ok) return [{ mark: 'unknown', label, text: say.silent({ ...words, why: answer.failure.message }) }];
  const { folder: state, present } = answer.value;
  if (state === 'missing') return [{ mark: 'warning', label, text: say.folder(words) }];
  const newest = known.find(
    (backup) => backup.state === 'verified' && backup.copies.some((copy) => isSoundIn(copy, host, folder)),
  );
  const copy = newest?.copies.find((each) => isSoundIn(each, host, folder));
  const isGone = copy !== undefined && !present.has(copy.folder.slice(folder.length + 1));
  return [
    ...(state === 'unwritable' ? [{ mark: 'warning' as const, label, text: say.unwritable(words) }] : []),
    ...(isGone
      ? [{ mark: 'warning' as const, label, text: say.gone({ ...words, id: outside(newest?.id ?? '') }) }]
      : []),
  ];
}

const isSoundIn = (copy: BackupCopy, host: string, folder: string): boolean =>
  copy.host === host && copy.folder.startsWith(`${folder}/`) && copy.state === 'sound';
