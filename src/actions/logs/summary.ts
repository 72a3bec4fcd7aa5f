import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { dotted } from '../joined.ts';
import { environmentName, systemName } from '../names.ts';
import type { Block, Finding } from '../report.ts';
import { ok } from '../result.ts';
import { type Text, texts } from '../text.ts';
import { logName, logNotes } from './log-notes.ts';
import { logFields, logTakes, logTargets } from './log-targets.ts';
import { rangeWords, windowWords } from './log-words.ts';
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

const lastLines = 3;

export const summary = defineQuery({
  name: 'logs summary',
  aliases: ['日志 摘要', '日志摘要'],
  summary: say.summary(),
  examples: ['/logs teaching summary', '/logs summary talentlens 7d', '/日志 教学 摘要'],
  takes: logTakes,
  input: z.strictObject(logFields),
  permission: 'logs:read',
  timeoutMs: 60_000,
  everySystem: true,
  async report(input, context) {
    const targets = logTargets(input, { agoMs: 86_400_000 }, context);
    if (!targets.ok) return targets;
    const { system, logs, window, level = 40, module } = targets.value;
    const filters = module === undefined ? {} : { module };
    const [counted, newest] = await Promise.all([
      readLogs(logs, { window, level, signatures: level, ...filters }, context),
      readLogs(logs, { window: {}, tail: true, keep: lastLines }, context),
    ]);
    const notes = logNotes(counted, context.now());
    const count = counted.reduce((sum, { result }) => sum + (result.ok ? result.value.read.matched : 0), 0);
    const findings = counted.flatMap(({ result }) => (result.ok ? [findingOf(result.value, newest)] : []));
    return ok({
      verdict: count > 0 ? 'warning' : notes.some(({ mark }) => mark === 'unknown') ? 'unknown' : 'ok',
      headline: dotted([
        systemName(system),
        say.headline({ count, logs: logs.length, window: windowWords(window) }),
        environmentName(system.environment),
      ]),
      measuredAtMs: context.now(),
      blocks: [
        { type: 'text', text: rangeWords(window, context.now()) },
        { type: 'findings', findings },
        ...newest.flatMap(lastOf),
        ...(notes.length === 0 ? [] : [{ type: 'findings' as const, findings: notes }]),
      ],
      next: count > 0 ? [`/logs errors ${system.id} 24h`] : [],
    });
  },
});

function findingOf({ log, read }: ReadLog, newest: LogsRead): Finding {
  const errors = read.matched;
  const exceptions = read.signatures.reduce(
    (sum, { count, text, sample }) =>
      /Traceback|Exception|\w(?:Error|Exception)\b/.test(`${text}\n${sample}`) ? sum + count : sum,
    0,
  );
  const seen = newest.find((each) => each.log.id === log.id)?.result;
  const form = formOf(seen?.ok === true ? seen.value : undefined);
  const words = { errors, exceptions, form };
  const text =
    read.sizeBytes === undefined ? say.journal(words) : say.well({ ...words, size: { bytes: read.sizeBytes } });
  return { mark: errors > 0 ? 'warning' : 'ok', label: logName(log), text };
}

function formOf(newest: ReadLog | undefined): Text {
  const [main] = newest?.read.shapes ?? [];
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
