import type { Backup } from '../ports.ts';
import { outside, type Text, texts } from '../text.ts';

const say = texts('backup-words', {
  none: { en: 'none', zh: '无' },
  age: { en: '{id}, {age}', zh: '{id},{age}' },
});

/** `7F3KQ2, 3 h ago`; none. */
export const agesOf = (backup: Pick<Backup, 'id' | 'startedAtMs'> | undefined): Text =>
  backup === undefined ? say.none() : say.age({ id: outside(backup.id), age: { atMs: backup.startedAtMs, as: 'age' } });

export const hashWords = (sha256: string | undefined): Text =>
  outside(sha256 === undefined ? '–' : `${sha256.slice(0, 12)}…`);
