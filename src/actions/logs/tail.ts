import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { dotted } from '../joined.ts';
import { environmentName, systemName } from '../names.ts';
import { ok } from '../result.ts';
import { outside, texts } from '../text.ts';
import { logNotes } from './log-notes.ts';
import { logFields, logTakes, logTargets } from './log-targets.ts';
import { entriesOf, linesBlock, matchedOf, rangeWords, systemAnd, windowWords } from './log-words.ts';
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
    '/日志 大模型 5分钟',
  ],
  takes: { ...logTakes, count: { word: 'count', optional: true } },
  input: z.strictObject({ ...logFields, count: z.int().min(1).max(1_000).default(30) }),
  permission: 'logs:read',
  timeoutMs: 60_000,
  everySystem: true,
  async report(input, context) {
    const filtered = input.level !== undefined || input.module !== undefined;
    const targets = logTargets(input, filtered ? { agoMs: 86_400_000 } : {}, context);
    if (!targets.ok) return targets;
    const { system, logs, window, level, module } = targets.value;
    const whenever = Object.keys(window).length === 0;
    const read = await readLogs(
      logs,
      {
        window,
        keep: input.count,
        tail: whenever,
        ...(level === undefined ? {} : { level }),
        ...(module === undefined ? {} : { module }),
      },
      context,
    );
    const entries = entriesOf(read).slice(-input.count);
    const notes = logNotes(read, context.now());
    const count = matchedOf(read);
    const [words, shown] = [windowWords(window), entries.length];
    return ok({
      verdict: notes.some(({ mark }) => mark === 'unknown') ? 'unknown' : 'ok',
      headline: dotted([
        systemName(system),
        input.log === undefined ? undefined : outside(input.log),
        whenever
          ? say.newest({ count: shown })
          : count === 0
            ? say.none({ window: words })
            : count === shown
              ? say.some({ count, window: words })
              : say.last({ shown, count, window: words }),
        environmentName(system.environment),
      ]),
      measuredAtMs: context.now(),
      blocks: [
        ...(whenever ? [] : [{ type: 'text' as const, text: rangeWords(window, context.now()) }]),
        ...linesBlock(entries, logs.length > 1),
        ...(notes.length === 0 ? [] : [{ type: 'findings' as const, findings: notes }]),
      ],
      next: [`/logs errors ${systemAnd(system, input.log)} 1h`],
    });
  },
});
