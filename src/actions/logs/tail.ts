import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { ok } from '../result.ts';
import { texts } from '../text.ts';
import { asLogQuery, logReport } from './answers/log-report.ts';
import { entriesOf, linesBlock, matchedOf, systemAnd, windowWords } from './answers/log-words.ts';
import { filtersOf, logFields, logTakes, logTargets } from './questions/log-targets.ts';
import { readLogs } from './read-logs.ts';

const say = texts('logs-tail', {
  summary: {
    en: 'The newest lines of a log, or of a window of time, by level and module.',
    zh: '查看日志的最新内容,可按时间、级别和模块筛选。',
  },
  newest: { en: 'the newest {count}', zh: '最新 {count} 条' },
  some: { en: '{count} entries {window}', zh: '{window}共 {count} 条' },
  last: { en: 'the newest {shown} of {count} entries {window}', zh: '{window}共 {count} 条,以下为最新 {shown} 条' },
  none: { en: 'nothing {window}', zh: '{window}没有内容' },
});

export const tail = defineQuery({
  name: 'logs tail',
  aliases: ['logs', '日志'],
  summary: say.summary(),
  examples: [
    '/logs talentlens app 1h 50',
    '/logs talentlens nginx 30m',
    '/logs talentlens journal since=2025-12-08T00:00',
    '/logs teaching',
    '/logs talentlens uvicorn.error 2h',
    '/日志 大模型 5分钟',
  ],
  takes: { ...logTakes, count: { word: 'count', optional: true } },
  input: z.strictObject({ ...logFields, count: z.int().min(1).max(1_000).default(30) }),
  ...asLogQuery,
  async report(input, context) {
    const filters = filtersOf(input);
    if (!filters.ok) return filters;
    const filtered = Object.keys(filters.value).length > 0;
    const targets = logTargets(input, filtered ? { agoMs: 86_400_000 } : {}, context);
    if (!targets.ok) return targets;
    const { system, logs, wanted } = targets.value;
    const whenever = Object.keys(wanted.window).length === 0;
    const read = await readLogs(logs, { ...wanted, keep: input.count, tail: whenever }, context);
    const entries = entriesOf(read).slice(-input.count);
    const count = matchedOf(read);
    const [window, shown] = [windowWords(wanted.window), entries.length];
    return ok(
      logReport(
        { targets: targets.value, log: input.log, read, context },
        {
          verdict: 'ok',
          headline: whenever
            ? say.newest({ count: shown })
            : count === 0
              ? say.none({ window })
              : count === shown
                ? say.some({ count, window })
                : say.last({ shown, count, window }),
          blocks: linesBlock(entries, logs.length > 1),
          next: [`/logs errors ${systemAnd(system, input.log)} 1h`],
          whenever,
        },
      ),
    );
  },
});
