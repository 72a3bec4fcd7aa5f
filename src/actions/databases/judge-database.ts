import { dotted } from '../joined.ts';
import type { Backup } from '../ports.ts';
import type { Finding } from '../report.ts';
import { bytesText, outside, type Text, texts } from '../text.ts';
import type { Database, DatabaseSeen } from './engines/engine.ts';
import { engineOf } from './engines/table.ts';

const say = texts('database-check', {
  label: { en: 'database {name}', zh: '数据库 {name}' },
  sound: { en: 'sound', zh: '完好' },
  opens: { en: 'opens, not read whole', zh: '可打开,未全部读取' },
  rows: { en: '{count, plural, one {# row} other {# rows}}', zh: '{count} 行' },
  wal: { en: 'write-ahead log {wal}', zh: '预写日志 {wal}' },
  free: { en: '{free} free inside', zh: '内部空闲 {free}' },
  orphans: {
    en: '{count, plural, one {# row names} other {# rows name}} another that is not there (foreign keys)',
    zh: '{count} 行引用了不存在的记录(外键)',
  },
  damaged: { en: '{path} is damaged: {why}', zh: '{path} 已损坏:{why}' },
  missing: { en: '{path} is not there', zh: '{path} 不存在' },
  empty: { en: '{path} is an empty file', zh: '{path} 是空文件' },
  'no-engine': { en: '{path} was not opened: {why}', zh: '未能打开 {path}:{why}' },
  unreadable: { en: '{path} may not be read', zh: '{path} 不可读' },
  unknown: { en: '{path} could not be opened: {why}', zh: '无法打开 {path}:{why}' },
  newest: { en: 'newest verified backup {id}, {age}', zh: '最近的有效备份 {id},{age}' },
  noBackup: { en: 'there is no verified backup', zh: '没有任何有效备份' },
});

/** A log so large means that no checkpoint comes through. */
const walLimit = 64 * 1_048_576;
/** Worth a VACUUM: both a quarter of the file and something to speak of. */
const freeLimit = 10 * 1_048_576;

/** The data is not what it should be: nothing but a backup, or a person, brings it back. */
export const isLost = ({ state }: Pick<DatabaseSeen, 'state'>): boolean =>
  state === 'damaged' || state === 'missing' || state === 'empty';

export const rowsIn = (rows: Readonly<Record<string, number>>): number =>
  Object.values(rows).reduce((sum, count) => sum + count, 0);

/** What is to be said of a database; `newest`: what could be put back. */
export function judgeDatabase(id: string, database: Database, seen: DatabaseSeen, newest: Backup | undefined): Finding {
  const label = say.label({ name: outside(id) });
  const engine = engineOf(database);
  const path = outside(engine.sources(database).join(' '));
  const why = seen.state === 'no-engine' ? engine.lacking(database.host) : outside(seen.why ?? '?');
  const words = { path, why };
  if (isLost(seen)) return { mark: 'critical', label, text: dotted([lossWords(seen, words), backupWords(newest)]) };
  if (seen.state === 'unreadable' || seen.state === 'no-engine' || seen.state === 'unknown')
    return { mark: 'unknown', label, text: say[seen.state](words) };
  const { read, bytes, walBytes, freeBytes, foreignKeyFaults, rows } = seen;
  const wasteful = freeBytes > freeLimit && freeBytes > bytes / 4;
  const faulty = foreignKeyFaults > 0 || walBytes > walLimit || wasteful;
  return {
    mark: faulty ? 'warning' : 'ok',
    label,
    text: dotted([
      foreignKeyFaults > 0 ? say.orphans({ count: foreignKeyFaults }) : undefined,
      read === undefined ? undefined : read === 'whole' ? say.sound() : say.opens(),
      bytesText(bytes),
      Object.keys(rows).length > 0 ? say.rows({ count: rowsIn(rows) }) : undefined,
      walBytes > 0 ? say.wal({ wal: bytesText(walBytes) }) : undefined,
      freeBytes > 0 ? say.free({ free: bytesText(freeBytes) }) : undefined,
    ]),
  };
}

function lossWords({ state }: DatabaseSeen, words: Readonly<Record<'path' | 'why', Text>>): Text {
  return state === 'damaged' ? say.damaged(words) : state === 'empty' ? say.empty(words) : say.missing(words);
}

const backupWords = (newest: Backup | undefined): Text =>
  newest === undefined
    ? say.noBackup()
    : say.newest({ id: outside(newest.id), age: { atMs: newest.startedAtMs, as: 'age' } });

/** What to type when the data of a system is lost. */
export const mendingLoss = (system: string, newest: Backup | undefined): readonly string[] =>
  newest === undefined ? [`/backup list ${system}`] : [`/recover ${system}`, `/restore ${system} latest`];
