import type { Block } from '../report.ts';
import { outside, texts } from '../text.ts';
import { byHour, hourChart } from './answers/by-hour.ts';
import { matchedOf, windowWords } from './answers/log-words.ts';
import { logQuestion } from './questions/log-question.ts';
import { type LogsRead, readLogs } from './read-logs.ts';

const say = texts('logs-top', {
  summary: {
    en: 'The most active modules and plugins, and requests per hour.',
    zh: '最活跃的模块与插件,以及每小时的请求数。',
  },
  headline: {
    en: '{count} entries of {modules, plural, one {# module} other {# modules}} {window}',
    zh: '{window}共 {count} 条,来自 {modules} 个模块',
  },
  alt: { en: 'Requests per hour', zh: '每小时请求数' },
  module: { en: 'module', zh: '模块' },
  plugin: { en: 'plugin', zh: '插件' },
  named: { en: 'times named', zh: '出现次数' },
  log: { en: 'log', zh: '日志' },
  count: { en: 'entries', zh: '条数' },
  errors: { en: 'errors', zh: '错误' },
  number: { en: '{count}', zh: '{count}' },
  nameless: { en: 'without a name', zh: '未注明' },
});

const shownModules = 15;

export const top = logQuestion(
  {
    name: 'logs top',
    aliases: ['日志 排行', '日志排行'],
    summary: say.summary(),
    examples: ['/logs top talentlens 24h', '/日志 排行 教学 24小时'],
  },
  async ({ logs, wanted, both, context }) => {
    const read = await readLogs(logs, { ...wanted, hours: true, modules: true }, context);
    const hours = byHour(read, wanted.window, context.now());
    const modules = read
      .flatMap(({ log, result }) =>
        result.ok ? result.value.read.modules.map((each) => ({ ...each, log: log.id })) : [],
      )
      .toSorted((a, b) => b.count - a.count);
    const words = { count: matchedOf(read), modules: modules.length, window: windowWords(wanted.window) };
    return {
      read,
      found: {
        verdict: 'ok',
        headline: say.headline(words),
        blocks: [
          ...(modules.length === 0 ? [] : [modulesTable(modules)]),
          ...pluginsTable(read),
          ...(hours.some(({ requests }) => requests > 0) ? [hourChart(say.alt(), '/h', hours, ['requests'])] : []),
        ],
        next: [`/logs errors ${both} 1h`],
      },
    };
  },
);

function pluginsTable(all: LogsRead): readonly Block[] {
  const counts = new Map<string, number>();
  for (const { result } of all)
    for (const { plugin, count } of result.ok ? result.value.read.plugins : [])
      counts.set(plugin, (counts.get(plugin) ?? 0) + count);
  if (counts.size === 0) return [];
  const rows = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, shownModules)
    .map(([plugin, count]) => [say.number({ count }), outside(plugin)]);
  return [{ type: 'table', columns: [say.named(), say.plugin()], rows }];
}

const modulesTable = (
  modules: readonly { module: string; log: string; count: number; errors: number }[],
): Extract<Block, { type: 'table' }> => ({
  type: 'table',
  columns: [say.count(), say.errors(), say.log(), say.module()],
  rows: modules
    .slice(0, shownModules)
    .map(({ module, log, count, errors }) => [
      say.number({ count }),
      say.number({ count: errors }),
      outside(log),
      module === '' ? say.nameless() : outside(module),
    ]),
});
