import type { System } from '../inventory.ts';
import type { Backup } from '../ports.ts';
import type { Finding } from '../report.ts';
import { outside, texts } from '../text.ts';

const say = texts('copy-alarm', {
  label: { en: 'second copy', zh: '异机副本' },
  failed: {
    en: 'backup {id} could not be copied to {host} ({at}): it lies on one host only',
    zh: '备份 {id} 未能复制到 {host}({at}):目前只在一台主机上',
  },
  missing: { en: 'backup {id} has no copy on {host}', zh: '备份 {id} 在 {host} 上没有副本' },
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
