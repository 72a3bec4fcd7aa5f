import * as z from 'zod';
import { dotted } from '../../../actions/joined.ts';
import { keepFile } from '../../../actions/logs/answers/keep-file.ts';
import { logNotes } from '../../../actions/logs/answers/log-notes.ts';
import {
  entriesOf,
  type FoundEntry,
  linesBlock,
  linesText,
  systemAnd,
} from '../../../actions/logs/answers/log-words.ts';
import { filterFields, filterTakes, logFields, logTargets } from '../../../actions/logs/questions/log-targets.ts';
import { type LogQuery, readLogs } from '../../../actions/logs/read-logs.ts';
import { environmentName, systemName } from '../../../actions/names.ts';
import type { Block, Finding } from '../../../actions/report.ts';
import { ok } from '../../../actions/result.ts';
import { outside, texts } from '../../../actions/text.ts';
import { defineCommand } from '../../command.ts';
import { actionContext } from '../../gate/contexts.ts';
import { live } from '../../live.ts';

const say = texts('logs-follow', {
  summary: {
    en: 'New lines as they are written, in one message, until the time is up or you stop it.',
    zh: '实时显示新写入的日志,直到时间结束或手动停止。',
  },
  live: { en: 'following until {until} · {count} new so far', zh: '跟踪至 {until} · 已有 {count} 条新内容' },
  over: {
    en: 'followed for {took}, {count, plural, one {# new entry} other {# new entries}}, {errors, plural, one {# error} other {# errors}}',
    zh: '跟踪了 {took},新增 {count} 条,其中错误 {errors} 个',
  },
  skipped: { en: '{bytes} were written faster than they are shown and passed over', zh: '写入过快,跳过了 {bytes}' },
});

const leastMs = 1_000;
const longestMs = 30 * 60_000;
const intervalMs = 1_000;
/** Shown at once, and kept for the end. */
const shownEntries = 25;
const keptEntries = 1_000;

interface Look {
  readonly fresh: readonly FoundEntry[];
  readonly notes: readonly Finding[];
}

export const follow = defineCommand({
  name: 'logs follow',
  aliases: ['日志 跟踪', '日志跟踪'],
  summary: say.summary(),
  examples: ['/logs follow talentlens 2m', '/logs follow llm 30s level=warn', '/日志 跟踪 大模型 2分钟'],
  takes: {
    system: { word: 'system', optional: false },
    log: { word: 'log', optional: true },
    total: { word: 'duration', optional: true },
    ...filterTakes,
  },
  input: z.strictObject({
    system: logFields.system,
    log: logFields.log,
    ...filterFields,
    total: z.int().min(leastMs).max(longestMs).default(120_000),
  }),
  permission: 'logs:read',
  timeoutMs: longestMs + 60_000,
  changesState: false,
  async handle({ total, ...input }, request) {
    const context = actionContext(request.desk, request.signal);
    const targets = logTargets(input, {}, context);
    if (!targets.ok) return targets;
    const { system, logs, wanted } = targets.value;
    const several = logs.length > 1;
    const cursors = new Map<string, string>();
    const query: LogQuery = { ...wanted, keep: 200, after: cursors };
    const entries: FoundEntry[] = [];
    const seen = { entries, count: 0, errors: 0, skippedBytes: 0 };
    const look = async () => {
      const read = await readLogs(logs, query, context);
      for (const { log, result } of read) {
        if (!result.ok) return result;
        if (result.value.read.cursor !== undefined) cursors.set(log.id, result.value.read.cursor);
        seen.count += result.value.read.matched;
        seen.skippedBytes += result.value.read.skippedBytes;
      }
      const fresh = entriesOf(read);
      seen.errors += fresh.filter((entry) => entry.level >= 40).length;
      seen.entries.push(...fresh);
      seen.entries.splice(0, seen.entries.length - keptEntries);
      return ok<Look>({ fresh, notes: logNotes(read, context.now()) });
    };
    const lines = (): readonly Block[] => linesBlock(seen.entries.slice(-shownEntries), several);
    const { newest, looks, tookMs } = await live(request, {
      intervalMs,
      totalMs: total,
      system: system.id,
      permission: 'logs:read',
      look,
      show: ({ fresh }, untilMs, stop) => {
        if (fresh.length === 0 && seen.count > 0) return undefined;
        const words = say.live({ until: { atMs: untilMs }, count: seen.count });
        return { blocks: [{ type: 'text', text: words }, ...lines(), { type: 'buttons', buttons: [stop] }] };
      },
    });
    if (!newest.ok && looks === 1) return newest;
    const notes: readonly Finding[] = newest.ok
      ? newest.value.notes
      : [{ mark: 'unknown', label: systemName(system), text: newest.failure.message }];
    const file =
      seen.entries.length > shownEntries
        ? await keepFile(`follow-${system.id}`, linesText(seen.entries, several), context)
        : [];
    return ok({
      verdict: newest.ok ? (seen.errors > 0 ? 'warning' : 'ok') : 'unknown',
      headline: dotted([
        systemName(system),
        input.log === undefined ? undefined : outside(input.log),
        say.over({ took: { durationMs: tookMs }, count: seen.count, errors: seen.errors }),
        environmentName(system.environment),
      ]),
      measuredAtMs: context.now(),
      blocks: [
        ...lines(),
        ...file,
        ...(seen.skippedBytes === 0
          ? []
          : [{ type: 'text' as const, text: say.skipped({ bytes: { bytes: seen.skippedBytes } }) }]),
        ...(notes.length === 0 ? [] : [{ type: 'findings' as const, findings: notes }]),
      ],
      next: [`/logs errors ${systemAnd(system, input.log)} 15m`],
    });
  },
});
