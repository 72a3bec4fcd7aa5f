import { named } from '../../names.ts';
import type { Finding } from '../../report.ts';
import { outside, type Text, texts } from '../../text.ts';
import type { Log } from '../log-spec.ts';
import type { LogsRead, ReadLog } from '../read-logs.ts';

const say = texts('log-notes', {
  silent: { en: 'not read: {why}', zh: '未能读取:{why}' },
  missing: { en: '{path} is not there', zh: '{path} 不存在' },
  unreadable: { en: '{path} may not be read', zh: '无权读取 {path}' },
  journal: {
    en: 'the journal of {unit} may not be read, or there is none',
    zh: '无法读取 {unit} 的 journal,或其不存在',
  },
  pattern: { en: 'its own line pattern does not work on the host: {why}', zh: '配置的行格式在主机上无法使用:{why}' },
  scanned: {
    en: 'its times do not rise throughout, so all of it was read line by line',
    zh: '其中的时间不是递增的,已逐行读取全部内容',
  },
  stretches: {
    en: 'its times do not rise throughout: every stretch that reaches into this window was read',
    zh: '其中的时间不是全程递增的,已读取与此时段有关的每一段',
  },
  unproven: {
    en: '{bytes} of it lie outside this window by what was sampled and were not looked through: lines out of order there would be missing (exact=yes looks everywhere)',
    zh: '按抽样判断,其中 {bytes} 不在此时段内,未逐行查看;若其间有乱序的行则未计入(加 exact=yes 可全部查看)',
  },
  unstamped: {
    en: 'its lines say no time: what the file has is counted if it was written to in this window',
    zh: '各行没有时间;只要文件在此时段内被写入,就全部计入',
  },
  begins: {
    en: 'it begins at {at} only: nothing older is kept',
    zh: '最早只有 {at} 的内容,更早的已不存在',
  },
  dropped: {
    en: 'the answer of {host} was too long, {bytes} of it were left out: the numbers may be too low',
    zh: '{host} 的返回内容过长,略去了 {bytes},数字可能偏低',
  },
  late: {
    en: 'there was more than could be read in time: the numbers are too low',
    zh: '内容过多,未能及时读完,数字偏低',
  },
  shrunk: { en: '{files} became shorter while it was read', zh: '读取时 {files} 变短了' },
  cut: {
    en: '{count, plural, one {# line is} other {# lines are}} longer than 1 MB; only the beginning was looked at',
    zh: '有 {count} 行超过 1 MB,只看了开头部分',
  },
  folded: {
    en: 'its clock was set back in this window: an hour is there twice',
    zh: '此时段内时钟被回拨,有一小时出现两次',
  },
  ahead: { en: 'the clock of {host} is {by} ahead', zh: '{host} 的时钟快了 {by}' },
  behind: { en: 'the clock of {host} is {by} behind', zh: '{host} 的时钟慢了 {by}' },
  log: { en: '{log}', zh: '{log}' },
  reader: {
    en: 'has no perl: its logs were read with {reader}',
    zh: '没有 perl,改用 {reader} 读取日志',
  },
  limited: { en: '{reader}, which cannot tell {limits}', zh: '{reader},但{limits}' },
  forms: { en: 'lines of a form of their own', zh: '不识别自定义格式的行' },
  levels: { en: "the journal's own levels", zh: '不识别 journal 自带的级别' },
  traces: { en: 'to whom a trace belongs that is written later', zh: '不识别稍后写入的堆栈' },
  window: { en: 'times', zh: '不识别时间' },
  level: { en: 'levels', zh: '不识别级别' },
  counts: { en: 'how many there were', zh: '无法计数' },
});

export const logName = (log: Log): Text => named(log.id, log.title ?? log.id);

/** The host says only the second. */
const skewFromMs = 2_500;

/** What a reader must know beside the numbers: what was not read, and how what was read is to be taken. */
export function logNotes(all: LogsRead, nowMs: number): readonly Finding[] {
  const clocks = new Map<string, number>();
  const readers = new Map<string, { readonly reader: string; readonly limits: ReadonlySet<string> }>();
  const notes = all.flatMap(({ log, result }): readonly Finding[] => {
    const label = say.log({ log: logName(log) });
    if (!result.ok) return [{ mark: 'unknown', label, text: say.silent({ why: result.failure.message }) }];
    clocks.set(log.host, result.value.clockMs + 500 - nowMs);
    const { reader, read } = result.value;
    // Of all its logs together: one line a host.
    if (reader !== 'perl')
      readers.set(log.host, { reader, limits: new Set([...(readers.get(log.host)?.limits ?? []), ...read.limits]) });
    return notesOf(result.value).map(({ mark, text }) => ({ mark, label, text }));
  });
  const skews = [...clocks].filter(([, skewMs]) => Math.abs(skewMs) > skewFromMs);
  return [
    ...notes,
    ...[...readers].map(
      ([host, by]): Finding => ({ mark: 'ok', label: outside(host), text: say.reader({ reader: readerWords(by) }) }),
    ),
    ...skews.map(([host, skewMs]): Finding => {
      const words = { host: outside(host), by: { durationMs: Math.round(Math.abs(skewMs) / 1_000) * 1_000 } };
      return { mark: 'warning', label: outside(host), text: skewMs > 0 ? say.ahead(words) : say.behind(words) };
    }),
  ];
}

/** A limit that has no words yet is no reason to say nothing. */
function readerWords(by: { readonly reader: string; readonly limits: ReadonlySet<string> }): Text {
  const { reader } = by;
  const limits = [...by.limits].flatMap((limit) =>
    limit === 'forms' ||
    limit === 'levels' ||
    limit === 'traces' ||
    limit === 'window' ||
    limit === 'level' ||
    limit === 'counts'
      ? [say[limit]()]
      : [],
  );
  const name = outside(reader === 'sh' ? 'sh + awk' : reader);
  return limits.length === 0 ? name : say.limited({ reader: name, limits: { list: limits } });
}

function notesOf({ log, read, droppedBytes }: ReadLog): readonly Pick<Finding, 'mark' | 'text'>[] {
  const notes: { mark: Finding['mark']; text: Text }[] = read.troubles.map(({ what, which }) => ({
    mark: 'unknown',
    text:
      what === 'missing'
        ? say.missing({ path: outside(which) })
        : what === 'journal'
          ? say.journal({ unit: outside(which) })
          : what === 'pattern'
            ? say.pattern({ why: outside(which) })
            : say.unreadable({ path: outside(which) }),
  }));
  if (droppedBytes > 0)
    notes.push({ mark: 'unknown', text: say.dropped({ host: outside(log.host), bytes: { bytes: droppedBytes } }) });
  if (read.beginsMs !== undefined) notes.push({ mark: 'ok', text: say.begins({ at: { atMs: read.beginsMs } }) });
  if (read.late) notes.push({ mark: 'unknown', text: say.late() });
  if (read.how.has('scan')) notes.push({ mark: 'ok', text: say.scanned() });
  if (read.how.has('stretches')) notes.push({ mark: 'ok', text: say.stretches() });
  if (read.unprovenBytes > 0) notes.push({ mark: 'ok', text: say.unproven({ bytes: { bytes: read.unprovenBytes } }) });
  if (read.how.has('unstamped') && 'path' in log && read.matched > 0) notes.push({ mark: 'ok', text: say.unstamped() });
  if (read.shrunk.length > 0) notes.push({ mark: 'ok', text: say.shrunk({ files: { list: read.shrunk } }) });
  if (read.cutLines > 0) notes.push({ mark: 'ok', text: say.cut({ count: read.cutLines }) });
  if (read.folded) notes.push({ mark: 'ok', text: say.folded() });
  return notes;
}
