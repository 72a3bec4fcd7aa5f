import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { fail, ok } from '../result.ts';
import { outside, texts } from '../text.ts';
import { keepFile } from './answers/keep-file.ts';
import { asLogQuery, logReport } from './answers/log-report.ts';
import { entriesOf, linesBlock, linesText, matchedOf, systemAnd, windowWords } from './answers/log-words.ts';
import { logFields, logTakes, logTargets } from './questions/log-targets.ts';
import type { WindowWords } from './questions/log-window.ts';
import { readLogs } from './read-logs.ts';

const say = texts('logs-search', {
  summary: {
    en: 'Entries with these words, or matching regex=, within a window of time.',
    zh: '在指定时段内搜索含有某段文字(或符合 regex=)的日志。',
  },
  found: {
    en: '{count, plural, one {# entry has} other {# entries have}} {what} {window}',
    zh: '{window}有 {count} 条含 {what}',
  },
  none: { en: 'nothing has {what} {window}', zh: '{window}没有含 {what} 的内容' },
  nothing: {
    en: 'Say what to look for: words in quotation marks, or regex="…"',
    zh: '请写明要搜索的内容:引号里的文字,或 regex="…"',
  },
});

const keptLines = 1_000;

type Asked = WindowWords & {
  readonly text?: string | undefined;
  readonly regex?: string | undefined;
  readonly module?: string | undefined;
};

export const search = defineQuery({
  name: 'logs search',
  aliases: ['日志 搜索', '日志搜索'],
  summary: say.summary(),
  examples: [
    '/logs search "database is locked" 1d',
    '/logs search talentlens "timeout" 1d level=warn',
    '/logs search teaching regex="took \\d{4,} ms" 2h',
    '/日志 搜索 教学 "超时" 1天',
  ],
  takes: {
    ...logTakes,
    text: { word: 'text', optional: true },
    regex: { word: 'option', optional: true },
    count: { word: 'count', optional: true },
  },
  input: z.strictObject({
    ...logFields,
    regex: z.string().min(1).max(500).optional(),
    count: z.int().min(1).max(1_000).default(30),
  }),
  ...asLogQuery,
  async report(input, context) {
    const targets = logTargets(input, { agoMs: 86_400_000 }, context);
    if (!targets.ok) return targets;
    const { text, regex } = input;
    const { system, logs, wanted } = targets.value;
    if ((text === undefined) === (regex === undefined))
      return fail('bad-input', say.nothing(), { next: quoted(input, systemAnd(system, input.log)) });
    const pattern = regex === undefined ? {} : { pattern: regex };
    const read = await readLogs(logs, { ...wanted, ...pattern, keep: keptLines }, context);
    // A pattern that does not come to an end, or is none, is the asker's to mend.
    const refused = read.find(({ result }) => !result.ok && ['bad-input', 'timed-out'].includes(result.failure.code));
    if (refused !== undefined && !refused.result.ok && regex !== undefined) return refused.result;
    const entries = entriesOf(read);
    const count = matchedOf(read);
    const words = { what: outside(`"${text ?? regex ?? ''}"`), window: windowWords(wanted.window) };
    const several = logs.length > 1;
    const { text: _, ...others } = wanted;
    return ok(
      logReport(
        { targets: { ...targets.value, wanted: others }, log: input.log, read, context },
        {
          verdict: 'ok',
          headline: count === 0 ? say.none(words) : say.found({ ...words, count }),
          blocks: [
            ...linesBlock(entries.slice(-input.count), several),
            ...(count > input.count
              ? await keepFile(`search-${system.id}`, linesText(entries.slice(-keptLines), several), context)
              : []),
          ],
          next: count === 0 ? [`/logs errors ${systemAnd(system, input.log)} 24h`] : [],
        },
      ),
    );
  },
});

/** A bare word was taken for a module: the same in quotation marks. */
function quoted({ text, regex, module, window, day }: Asked, where: string): readonly string[] {
  if (text !== undefined || regex !== undefined || module === undefined) return [];
  const when = day ?? (window === undefined ? undefined : spanWord(window));
  return [`/logs search ${where} "${module}"${when === undefined ? '' : ` ${when}`}`];
}

/** As it is typed: `1d`, `90m`. */
function spanWord(spanMs: number): string {
  const units = { d: 86_400_000, h: 3_600_000, m: 60_000 };
  const unit = (['d', 'h', 'm'] as const).find((each) => spanMs % units[each] === 0);
  return unit === undefined ? `${Math.round(spanMs / 1_000)}s` : `${spanMs / units[unit]}${unit}`;
}
