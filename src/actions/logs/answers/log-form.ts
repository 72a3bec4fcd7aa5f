import { type Text, texts } from '../../text.ts';
import type { LogRead } from './log-answer.ts';

const say = texts('log-form', {
  empty: { en: 'empty', zh: '空' },
  iso: { en: 'lines with date and time', zh: '带日期时间的行' },
  json: { en: 'JSON lines', zh: 'JSON 行' },
  access: { en: 'access log', zh: '访问日志' },
  syslog: { en: 'syslog', zh: 'syslog 格式' },
  level: { en: 'levels without times', zh: '有级别无时间的行' },
  journald: { en: 'journal', zh: '系统日志(journal)' },
  own: { en: 'its own pattern', zh: '自定义格式' },
  other: { en: 'lines without times', zh: '无时间的行' },
});

/** What most lines at both ends of a log are. */
export function formOf(read: Pick<LogRead, 'shapes'> | undefined): Text {
  const [main] = read?.shapes ?? [];
  const name = main?.shape;
  switch (name) {
    case 'iso':
    case 'json':
    case 'access':
    case 'syslog':
    case 'level':
    case 'journald':
    case 'own':
    case 'other':
      return say[name]();
    default:
      return say.empty();
  }
}
