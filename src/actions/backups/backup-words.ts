import type { Backup } from '../ports.ts';
import { atText, bytesText, outside, type Text, texts } from '../text.ts';

const say = texts('backup-words', {
  none: { en: 'none', zh: '无' },
  age: { en: '{id}, {age}', zh: '{id},{age}' },
  taken: { en: 'taken {at} ({age}), {bytes}, sha256 {sha256}', zh: '取于 {at}({age}),{bytes},sha256 {sha256}' },
});

/** `7F3KQ2, 3 h ago`; none. */
export const agesOf = (backup: Pick<Backup, 'id' | 'startedAtMs'> | undefined): Text =>
  backup === undefined ? say.none() : say.age({ id: outside(backup.id), age: { atMs: backup.startedAtMs, as: 'age' } });

export const hashWords = (sha256: string | undefined): Text =>
  outside(sha256 === undefined ? '–' : `${sha256.slice(0, 12)}…`);

/** `taken 03:12 (3 h ago), 1.2 GB, sha256 9f2c01ab77de…`. */
export const takenWords = ({ startedAtMs, bytes = 0, sha256 }: Backup): Text =>
  say.taken({
    at: atText(startedAtMs),
    age: { atMs: startedAtMs, as: 'age' },
    bytes: bytesText(bytes),
    sha256: hashWords(sha256),
  });
