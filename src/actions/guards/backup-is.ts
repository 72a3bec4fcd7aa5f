import * as z from 'zod';
import type { BackupState } from '../ports.ts';
import { outside, texts } from '../text.ts';
import { defineGuard } from './guard.ts';

const say = texts('backup-is', {
  planned: { en: 'backup {id}, verified, sha256 {sha256}', zh: '备份 {id},有效,sha256 {sha256}' },
  gone: { en: 'no such backup', zh: '没有该备份' },
  making: { en: 'it is still being made', zh: '仍在生成' },
  failed: { en: 'it failed', zh: '已失败' },
  damaged: { en: 'it was found damaged', zh: '已发现损坏' },
  pruned: { en: 'it was deleted', zh: '已被清理' },
  other: { en: 'another one of that name, sha256 {sha256}', zh: '同名但内容不同,sha256 {sha256}' },
});

/** The backup a plan rests on is still there, verified, and the very same. */
export const backupIs = defineGuard({
  guard: 'backup-is',
  params: z.strictObject({ id: z.string(), sha256: z.string() }),
  async broken({ id, sha256 }, { backups }) {
    const backup = await backups.get(id);
    if (backup?.state === 'verified' && backup.sha256 === sha256) return undefined;
    const planned = say.planned({ id: outside(id), sha256: outside(sha256.slice(0, 12)) });
    if (backup === undefined) return { planned, found: say.gone() };
    const found =
      backup.state === 'verified'
        ? say.other({ sha256: outside((backup.sha256 ?? '').slice(0, 12)) })
        : stateWords(backup.state);
    return { planned, found, next: `/backup list ${backup.system}` };
  },
});

const stateWords = (state: Exclude<BackupState, 'verified'>) => say[state]();
