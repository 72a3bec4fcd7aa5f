import { holdsDatabase } from '../../databases/engines/table.ts';
import type { System } from '../../inventory.ts';
import { fileOf } from '../../paths.ts';
import type { Backup } from '../../ports.ts';
import type { Finding } from '../../report.ts';
import { outside, type Text, texts } from '../../text.ts';
import type { BackupFacts } from './backup-facts.ts';
import { copyAlarms } from './copy-alarms.ts';

const say = texts('backup-alarm', {
  none: { en: 'there is no verified backup', zh: '没有任何有效备份' },
  late: { en: 'newest verified {age}, wanted every {every}', zh: '最近的有效备份为 {age},应每 {every} 一次' },
  failed: { en: 'backup {id} failed {age}', zh: '备份 {id} 于 {age} 失败' },
  damaged: { en: 'backup {id} was found damaged {age}', zh: '备份 {id} 于 {age} 被发现损坏' },
  ahead: {
    en: 'backup {id} is dated {at}, which is still to come: a clock was wrong',
    zh: '备份 {id} 的时间 {at} 晚于现在,当时时钟有误',
  },
  making: { en: 'backup {id} was begun {age} and is not verified', zh: '备份 {id} 于 {age} 开始,至今未校验' },
  smaller: {
    en: '{id} is much smaller than the one before: {bytes}, before {before}',
    zh: '{id} 比上一份小很多:{bytes},上一份 {before}',
  },
  same: {
    en: '{id} holds exactly the same data as the one before, though the database was written to between them ({at})',
    zh: '{id} 与上一份数据完全相同,但两次备份之间数据库有写入({at})',
  },
  stuck: {
    en: '{count, plural, one {# backup is} other {# backups are}} older than is kept; they go after the next verified one',
    zh: '{count} 份备份已超过保留期,下一份有效备份完成后清理',
  },
  missing: { en: '{path} on {host} is not there', zh: '{host} 上的 {path} 不存在' },
  unwritable: { en: '{path} on {host} may not be written', zh: '{host} 上的 {path} 不可写' },
  lost: {
    en: 'backup {id} is verified in the catalogue and gone from {path}',
    zh: '备份 {id} 在目录册中有效,但已不在 {path}',
  },
  freshness: { en: 'backup', zh: '备份' },
  size: { en: 'size', zh: '大小' },
  content: { en: 'content', zh: '内容' },
  retention: { en: 'retention', zh: '保留' },
  folder: { en: 'folder', zh: '目录' },
});

/** Of what says that there is none, or none new enough: needs no label beside the word backups. */
export const freshnessLabel = say.freshness();

type Configured = NonNullable<System['backups']>;
type Rules = Pick<Configured, 'every' | 'keep' | 'host' | 'folder'> & Partial<Pick<Configured, 'copyTo'>>;

const dayMs = 86_400_000;
/** A backup that is being made so long is no longer being made. */
const makingMs = 2 * 3_600_000;
/** Clocks differ by less. */
const aheadMs = 15 * 60_000;

/** Made by a clock that was wrong: however long ago that was, it would be the newest. */
export const isAhead = ({ startedAtMs }: Pick<Backup, 'startedAtMs'>, nowMs: number): boolean =>
  startedAtMs > nowMs + aheadMs;

/** The catalogue says verified, the host has no such folder. */
export const isGone = ({ state, folder }: Pick<Backup, 'state' | 'folder'>, facts: BackupFacts | undefined): boolean =>
  state === 'verified' && facts !== undefined && !facts.present.has(fileOf(folder));

/**
 * What is wrong with a system's backups, as the catalogue (newest first) and its host tell it. Without `facts` the host
 * did not answer: what only it knows is not judged.
 */
export function alarmsOf(
  rules: Rules,
  known: readonly Backup[],
  nowMs: number,
  facts?: BackupFacts,
): readonly Finding[] {
  const verified = known.filter((backup) => backup.state === 'verified' && !isGone(backup, facts));
  const dated = verified.filter((backup) => !isAhead(backup, nowMs));
  return [
    ...folderAlarms(rules, known, facts),
    ...freshnessAlarms(rules, known, dated[0], nowMs),
    ...contentAlarms(dated, facts),
    ...retentionAlarms(rules, verified, nowMs),
    ...copyAlarms(rules.copyTo ?? [], dated[0]),
  ];
}

const finding = (mark: Finding['mark'], label: Text, text: Text): Finding => ({ mark, label, text });

function folderAlarms({ host, folder }: Rules, known: readonly Backup[], facts: BackupFacts | undefined) {
  if (facts === undefined) return [];
  const words = { host: outside(host), path: outside(folder) };
  const lost = known.filter((backup) => isGone(backup, facts));
  return [
    ...(facts.folder === 'there' ? [] : [finding('critical', say.folder(), say[facts.folder](words))]),
    // A folder that is not there takes them all with it: said once.
    ...(facts.folder === 'missing'
      ? []
      : lost.map(({ id }) => finding('critical', say.folder(), say.lost({ id: outside(id), path: outside(folder) })))),
  ];
}

function freshnessAlarms({ every }: Rules, known: readonly Backup[], newest: Backup | undefined, nowMs: number) {
  const findings: Finding[] = [];
  const find = (mark: Finding['mark'], text: Text) => findings.push(finding(mark, say.freshness(), text));
  if (newest === undefined) find('critical', say.none());
  else if (nowMs - newest.startedAtMs > every) {
    const words = { age: { atMs: newest.startedAtMs, as: 'age' as const }, every: { durationMs: every } };
    find(nowMs - newest.startedAtMs > 2 * every ? 'critical' : 'warning', say.late(words));
  }
  for (const backup of known) {
    const { id, state, startedAtMs } = backup;
    if (isAhead(backup, nowMs)) {
      find('warning', say.ahead({ id: outside(id), at: { atMs: startedAtMs } }));
      continue;
    }
    if (startedAtMs <= (newest?.startedAtMs ?? 0)) continue;
    const words = { id: outside(id), age: { atMs: startedAtMs, as: 'age' as const } };
    if (state === 'failed') find('warning', say.failed(words));
    if (state === 'damaged') find('critical', say.damaged(words));
    if (state === 'making' && nowMs - startedAtMs > makingMs) find('warning', say.making(words));
  }
  return findings;
}

function contentAlarms([newest, before]: readonly Backup[], facts: BackupFacts | undefined) {
  if (newest === undefined || before === undefined) return [];
  const words = { id: outside(newest.id), bytes: { bytes: newest.bytes ?? 0 }, before: { bytes: before.bytes ?? 0 } };
  const small = (newest.bytes ?? 0) < (before.bytes ?? 0) / 2;
  const at = facts?.writtenAtMs;
  // A later write says nothing of the time between them; no write at all rightly leaves the same data.
  const written = at !== undefined && at > before.startedAtMs && at < newest.startedAtMs;
  return [
    ...(small ? [finding('warning', say.size(), say.smaller(words))] : []),
    ...(written && sameData(newest, before)
      ? [finding('warning', say.content(), say.same({ id: outside(newest.id), at: { atMs: at } }))]
      : []),
  ];
}

function retentionAlarms({ keep }: Rules, verified: readonly Backup[], nowMs: number) {
  const old = verified.slice(2).filter(({ startedAtMs }) => nowMs - startedAtMs > keep + dayMs);
  return old.length === 0 ? [] : [finding('warning', say.retention(), say.stuck({ count: old.length }))];
}

/** Databases only: an environment file rightly stays the same for months. Encrypted, the same never looks the same. */
function sameData(one: Backup, other: Backup): boolean {
  const hashes = ({ parts }: Backup) =>
    parts.filter(holdsDatabase).map(({ sha256, plain }) => (plain ?? { sha256 }).sha256);
  const [a, b] = [hashes(one), hashes(other)];
  return a.length > 0 && a.length === b.length && a.every((hash, at) => hash === b[at]);
}
