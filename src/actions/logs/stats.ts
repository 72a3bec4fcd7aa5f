import type { Block } from '../report.ts';
import { outside, texts } from '../text.ts';
import { byHour, hourChart } from './answers/by-hour.ts';
import { matchedOf, windowWords } from './answers/log-words.ts';
import { logQuestion } from './questions/log-question.ts';
import { type LogsRead, readLogs } from './read-logs.ts';

const say = texts('logs-stats', {
  summary: {
    en: 'Errors by kind and by hour, with a chart.',
    zh: '按类型和小时统计错误,附图。',
  },
  headline: {
    en: '{errors, plural, one {# error} other {# errors}} and {warnings, plural, one {# warning} other {# warnings}} among {count} entries {window}',
    zh: '{window}共 {count} 条,其中错误 {errors} 个、警告 {warnings} 个',
  },
  alt: { en: 'Per hour: errors, warnings and all entries', zh: '每小时的错误、警告与全部条数' },
  count: { en: 'count', zh: '次数' },
  log: { en: 'log', zh: '日志' },
  kind: { en: 'kind', zh: '类型' },
  last: { en: 'last', zh: '最近' },
  at: { en: '{at}', zh: '{at}' },
  number: { en: '{count}', zh: '{count}' },
  worst: { en: 'most errors in one hour: {count}, from {at}', zh: '错误最多的一小时:{at} 起,{count} 个' },
});

const shownKinds = 15;

export const stats = logQuestion(
  {
    name: 'logs stats',
    aliases: ['日志 统计', '日志统计'],
    summary: say.summary(),
    examples: ['/logs stats talentlens 24h', '/logs stats teaching yesterday', '/日志 统计 教学 24小时'],
  },
  async ({ logs, wanted, both, context }) => {
    const read = await readLogs(logs, { ...wanted, hours: true, signatures: 40 }, context);
    const hours = byHour(read, wanted.window, context.now());
    const sum = (key: 'errors' | 'warnings') => hours.reduce((all, hour) => all + hour[key], 0);
    const worst = hours.reduce<(typeof hours)[number] | undefined>(
      (most, hour) => (hour.errors > (most?.errors ?? 0) ? hour : most),
      undefined,
    );
    const errors = sum('errors');
    const words = { errors, warnings: sum('warnings'), count: matchedOf(read), window: windowWords(wanted.window) };
    return {
      read,
      found: {
        verdict: errors > 0 ? 'warning' : 'ok',
        headline: say.headline(words),
        blocks: [
          hourChart(say.alt(), '', hours, ['errors', 'warnings', 'all']),
          ...(worst === undefined
            ? []
            : [{ type: 'text' as const, text: say.worst({ count: worst.errors, at: { atMs: worst.fromMs } }) }]),
          ...kindsTable(read),
        ],
        next: errors > 0 ? [`/logs errors ${both} 1h`] : [],
      },
    };
  },
);

function kindsTable(all: LogsRead): readonly Block[] {
  const kinds = all
    .flatMap(({ log, result }) =>
      result.ok ? result.value.read.signatures.map((one) => ({ ...one, log: log.id })) : [],
    )
    .toSorted((a, b) => b.count - a.count || b.lastMs - a.lastMs);
  if (kinds.length === 0) return [];
  return [
    {
      type: 'table',
      columns: [say.count(), say.log(), say.kind(), say.last()],
      rows: kinds
        .slice(0, shownKinds)
        .map(({ count, log, text, lastMs }) => [
          say.number({ count }),
          outside(log),
          outside(text),
          say.at({ at: { atMs: lastMs } }),
        ]),
    },
  ];
}
