import { named } from '../names.ts';
import type { Finding } from '../report.ts';
import { outside, type Text, texts } from '../text.ts';
import type { Log } from './log-spec.ts';
import type { LogsRead, ReadLog } from './read-logs.ts';

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
  unstamped: {
    en: 'its lines say no time: what the file has is counted if it was written to in this window',
    zh: '各行没有时间;只要文件在此时段内被写入,就全部计入',
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
});

export const logName = (log: Log): Text => named(log.id, log.title ?? log.id);

/** The host says only the second. */
const skewFromMs = 2_500;

/** What a reader must know beside the numbers: what was not read, and how what was read is to be taken. */
export function logNotes(all: LogsRead, nowMs: number): readonly Finding[] {
  const clocks = new Map<string, number>();
  const notes = all.flatMap(({ log, result }): readonly Finding[] => {
    const label = say.log({ log: logName(log) });
    if (!result.ok) return [{ mark: 'unknown', label, text: say.silent({ why: result.failure.message }) }];
    clocks.set(log.host, result.value.clockMs + 500 - nowMs);
    return notesOf(result.value).map(({ mark, text }) => ({ mark, label, text }));
  });
  const skews = [...clocks].filter(([, skewMs]) => Math.abs(skewMs) > skewFromMs);
  return [
    ...notes,
    ...skews.map(([host, skewMs]): Finding => {
      const words = { host: outside(host), by: { durationMs: Math.round(Math.abs(skewMs) / 1_000) * 1_000 } };
      return { mark: 'warning', label: outside(host), text: skewMs > 0 ? say.ahead(words) : say.behind(words) };
    }),
  ];
}

function notesOf({ log, read }: ReadLog): readonly Pick<Finding, 'mark' | 'text'>[] {
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
  if (read.late) notes.push({ mark: 'unknown', text: say.late() });
  if (read.how.has('scan')) notes.push({ mark: 'ok', text: say.scanned() });
  if (read.how.has('unstamped') && 'path' in log && read.matched > 0) notes.push({ mark: 'ok', text: say.unstamped() });
  if (read.shrunk.length > 0) notes.push({ mark: 'ok', text: say.shrunk({ files: { list: read.shrunk } }) });
  if (read.cutLines > 0) notes.push({ mark: 'ok', text: say.cut({ count: read.cutLines }) });
  if (read.folded) notes.push({ mark: 'ok', text: say.folded() });
  return notes;
}
