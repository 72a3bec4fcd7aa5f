import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { dotted } from '../joined.ts';
import { environmentName, systemName } from '../names.ts';
import { ok } from '../result.ts';
import { outside, texts } from '../text.ts';
import { byHour } from './by-hour.ts';
import { logNotes } from './log-notes.ts';
import { logFields, logTakes, logTargets } from './log-targets.ts';
import { matchedOf, rangeWords, systemAnd, windowWords } from './log-words.ts';
import { readLogs } from './read-logs.ts';

const say = texts('logs-top', {
  summary: {
    en: 'The most active modules, and requests per hour.',
    zh: '最活跃的模块,以及每小时的请求数。',
  },
  headline: {
    en: '{count} entries of {modules, plural, one {# module} other {# modules}} {window}',
    zh: '{window}共 {count} 条,来自 {modules} 个模块',
  },
  alt: { en: 'Requests per hour', zh: '每小时请求数' },
  module: { en: 'module', zh: '模块' },
  log: { en: 'log', zh: '日志' },
  count: { en: 'entries', zh: '条数' },
  errors: { en: 'errors', zh: '错误' },
  number: { en: '{count}', zh: '{count}' },
  nameless: { en: 'without a name', zh: '未注明' },
});

const shownModules = 15;

export const top = defineQuery({
  name: 'logs top',
  aliases: ['日志 排行', '日志排行'],
  summary: say.summary(),
  examples: ['/logs top talentlens 24h', '/日志 排行 教学 24小时'],
  takes: logTakes,
  input: z.strictObject(logFields),
  permission: 'logs:read',
  timeoutMs: 60_000,
  everySystem: true,
  async report(input, context) {
    const targets = logTargets(input, { agoMs: 86_400_000 }, context);
    if (!targets.ok) return targets;
    const { system, logs, window, level, module } = targets.value;
    const filters = { ...(level === undefined ? {} : { level }), ...(module === undefined ? {} : { module }) };
    const read = await readLogs(logs, { window, hours: true, modules: true, ...filters }, context);
    const hours = byHour(read, window, context.now());
    const notes = logNotes(read, context.now());
    const modules = read
      .flatMap(({ log, result }) =>
        result.ok ? result.value.read.modules.map((each) => ({ ...each, log: log.id })) : [],
      )
      .toSorted((a, b) => b.count - a.count);
    return ok({
      verdict: notes.some(({ mark }) => mark === 'unknown') ? 'unknown' : 'ok',
      headline: dotted([
        systemName(system),
        say.headline({ count: matchedOf(read), modules: modules.length, window: windowWords(window) }),
        environmentName(system.environment),
      ]),
      measuredAtMs: context.now(),
      blocks: [
        { type: 'text', text: rangeWords(window, context.now()) },
        ...(modules.length === 0
          ? []
          : [
              {
                type: 'table' as const,
                columns: [say.count(), say.errors(), say.log(), say.module()],
                rows: modules
                  .slice(0, shownModules)
                  .map((each) => [
                    say.number({ count: each.count }),
                    say.number({ count: each.errors }),
                    outside(each.log),
                    each.module === '' ? say.nameless() : outside(each.module),
                  ]),
              },
            ]),
        ...(hours.some(({ requests }) => requests > 0)
          ? [
              {
                type: 'chart' as const,
                unit: '/h',
                alt: say.alt(),
                series: [{ name: 'requests', points: hours.map((hour) => [hour.fromMs, hour.requests] as const) }],
              },
            ]
          : []),
        ...(notes.length === 0 ? [] : [{ type: 'findings' as const, findings: notes }]),
      ],
      next: [`/logs errors ${systemAnd(system, input.log)} 1h`],
    });
  },
});
