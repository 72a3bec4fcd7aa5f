import type { System } from '../inventory.ts';
import type { Backup } from '../ports.ts';
import type { Finding } from '../report.ts';
import { outside, texts } from '../text.ts';

const say = texts('backup-alarm', {
  none: { en: 'there is no verified backup', zh: '没有任何有效备份' },
  late: { en: 'newest verified {age}, wanted every {every}', zh: '最近的有效备份为 {age},应每 {every} 一次' },
  failed: { en: 'backup {id} failed {age}', zh: '备份 {id} 于 {age} 失败' },
  damaged: { en: 'backup {id} was found damaged {age}', zh: '备份 {id} 于 {age} 被发现损坏' },
  making: { en: 'backup {id} was begun {age} and is not verified', zh: '备份 {id} 于 {age} 开始,至今未校验' },
  smaller: {
    en: '{id} is much smaller than the one before: {bytes}, before {before}',
    zh: '{id} 比上一份小很多:{bytes},上一份 {before}',
  },
  same: {
    en: '{id} holds exactly the same data as the one before; does anything still write there?',
    zh: '{id} 与上一份数据完全相同,是否已无写入?',
  },
  stuck: {
    en: '{count, plural, one {# backup is} other {# backups are}} older than is kept; they go after the next verified one',
    zh: '{count} 份备份已超过保留期,下一份有效备份完成后清理',
  },
  freshness: { en: 'backup', zh: '备份' },
  size: { en: 'size', zh: '大小' },
  content: { en: 'content', zh: '内容' },
  retention: { en: 'retention', zh: '保留' },
});

const dayMs = 86_400_000;
/** A backup that is being made so long is no longer being made. */
const makingMs = 2 * 3_600_000;

/** What is wrong with a system's backups, as the catalogue (newest first) tells it. */
export function alarmsOf(
  { every, keep }: Pick<NonNullable<System['backups']>, 'every' | 'keep'>,
  known: readonly Backup[],
  nowMs: number,
): readonly Finding[] {
  const verified = known.filter(({ state }) => state === 'verified');
  const [newest, before] = verified;
  const since = known.filter(({ startedAtMs }) => startedAtMs > (newest?.startedAtMs ?? 0));
  const findings: Finding[] = [];
  const find = (mark: Finding['mark'], label: Finding['label'], text: Finding['text']) =>
    findings.push({ mark, label, text });
  if (newest === undefined) find('critical', say.freshness(), say.none());
  else if (nowMs - newest.startedAtMs > every) {
    const words = { age: { atMs: newest.startedAtMs, as: 'age' as const }, every: { durationMs: every } };
    find(nowMs - newest.startedAtMs > 2 * every ? 'critical' : 'warning', say.freshness(), say.late(words));
  }
  for (const { id, state, startedAtMs } of since) {
    const words = { id: outside(id), age: { atMs: startedAtMs, as: 'age' as const } };
    if (state === 'failed') find('warning', say.freshness(), say.failed(words));
    if (state === 'damaged') find('critical', say.freshness(), say.damaged(words));
    if (state === 'making' && nowMs - startedAtMs > makingMs) find('warning', say.freshness(), say.making(words));
  }
  if (newest !== undefined && before !== undefined) {
    const words = { id: outside(newest.id), bytes: { bytes: newest.bytes ?? 0 }, before: { bytes: before.bytes ?? 0 } };
    if ((newest.bytes ?? 0) < (before.bytes ?? 0) / 2) find('warning', say.size(), say.smaller(words));
    if (sameData(newest, before)) find('warning', say.content(), say.same({ id: outside(newest.id) }));
  }
  const old = verified.slice(2).filter(({ startedAtMs }) => nowMs - startedAtMs > keep + dayMs);
  if (old.length > 0) find('warning', say.retention(), say.stuck({ count: old.length }));
  return findings;
}

/** Databases only: an environment file rightly stays the same for months. */
function sameData(one: Backup, other: Backup): boolean {
  const hashes = ({ parts }: Backup) => parts.filter(({ kind }) => kind === 'sqlite').map(({ sha256 }) => sha256);
  const [a, b] = [hashes(one), hashes(other)];
  return a.length > 0 && a.length === b.length && a.every((hash, at) => hash === b[at]);
}
