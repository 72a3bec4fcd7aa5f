import type { Block, Finding } from '../report.ts';
import { texts } from '../text.ts';
import { formOf } from './answers/log-form.ts';
import { logName } from './answers/log-notes.ts';
import { matchedOf, windowWords } from './answers/log-words.ts';
import { logQuestion } from './questions/log-question.ts';
import { type LogsRead, type ReadLog, readLogs } from './read-logs.ts';

const say = texts('logs-summary', {
  summary: {
    en: 'Each log of a system: its size, its errors and exceptions, its last lines.',
    zh: '系统的每个日志:大小、错误与异常数、最后几行。',
  },
  headline: {
    en: '{count, plural, one {# error} other {# errors}} in {logs, plural, one {# log} other {# logs}} {window}',
    zh: '{window},{logs} 个日志共 {count} 个错误',
  },
  well: {
    en: '{size} · {errors, plural, one {# error} other {# errors}}, {exceptions, plural, one {# exception} other {# exceptions}} · {form}',
    zh: '{size} · 错误 {errors} 个,异常 {exceptions} 个 · {form}',
  },
  journal: {
    en: '{errors, plural, one {# error} other {# errors}}, {exceptions, plural, one {# exception} other {# exceptions}} · {form}',
    zh: '错误 {errors} 个,异常 {exceptions} 个 · {form}',
  },
});

const lastLines = 3;

export const summary = logQuestion(
  {
    name: 'logs summary',
    aliases: ['日志 摘要', '日志摘要'],
    summary: say.summary(),
    examples: ['/logs teaching summary', '/logs summary talentlens 7d', '/日志 教学 摘要'],
  },
  async ({ logs, wanted, both, context }) => {
    const level = wanted.level ?? 40;
    const [counted, newest] = await Promise.all([
      readLogs(logs, { ...wanted, level, signatures: level }, context),
      readLogs(logs, { window: {}, tail: true, keep: lastLines }, context),
    ]);
    const count = matchedOf(counted);
    const findings = counted.flatMap(({ result }) => (result.ok ? [findingOf(result.value, newest)] : []));
    return {
      read: counted,
      found: {
        verdict: count > 0 ? 'warning' : 'ok',
        headline: say.headline({ count, logs: logs.length, window: windowWords(wanted.window) }),
        blocks: [{ type: 'findings', findings }, ...newest.flatMap(lastOf)],
        next: count > 0 ? [`/logs errors ${both} 24h`] : [],
      },
    };
  },
);

function findingOf({ log, read }: ReadLog, newest: LogsRead): Finding {
  const errors = read.matched;
  const exceptions = read.signatures.reduce(
    (sum, { count, text, sample }) =>
      /Traceback|Exception|\w(?:Error|Exception)\b/.test(`${text}\n${sample}`) ? sum + count : sum,
    0,
  );
  const seen = newest.find((each) => each.log.id === log.id)?.result;
  const form = formOf(seen?.ok === true ? seen.value.read : undefined);
  const words = { errors, exceptions, form };
  const text =
    read.sizeBytes === undefined ? say.journal(words) : say.well({ ...words, size: { bytes: read.sizeBytes } });
  return { mark: errors > 0 ? 'warning' : 'ok', label: logName(log), text };
}

const lastOf = ({ log, result }: LogsRead[number]): readonly Block[] => {
  const entries = result.ok ? result.value.read.entries : [];
  if (entries.length === 0) return [];
  const lines = entries
    .map(({ text }) => `${log.id}  ${text}`)
    .join('\n')
    .split('\n')
    .slice(-lastLines);
  return [{ type: 'code', text: lines.join('\n') }];
};
