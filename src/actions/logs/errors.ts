import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { dotted } from '../joined.ts';
import type { ActionContext } from '../ports.ts';
import type { Block, Finding } from '../report.ts';
import { ok } from '../result.ts';
import { outside, type Text, texts } from '../text.ts';
import { keepFile } from './answers/keep-file.ts';
import type { Signature } from './answers/log-answer.ts';
import { asLogQuery, logReport } from './answers/log-report.ts';
import { entriesOf, linesBlock, linesText, matchedOf, systemAnd, windowWords } from './answers/log-words.ts';
import { logFields, logTakes, logTargets } from './questions/log-targets.ts';
import { type LogsRead, readLogs } from './read-logs.ts';

const say = texts('logs-errors', {
  summary: {
    en: 'What went wrong, by kind: how often, first and last seen, and what is new since the last change.',
    zh: '按类型归纳错误:次数、首次与最近出现时间,以及上次变更后新出现的错误。',
  },
  none: { en: 'no errors {window}', zh: '{window}没有错误' },
  found: {
    en: '{count, plural, one {# error} other {# errors}} {window}, {kinds, plural, one {# kind} other {# kinds}}',
    zh: '{window}有 {count} 个错误,{kinds} 种',
  },
  fresh: {
    en: '{count} new since {at}, the last change ({action})',
    zh: '{count} 种是 {at} 上次变更({action})之后新出现的',
  },
  label: { en: '{count} × {log}', zh: '{log} {count} 次' },
  isNew: { en: 'NEW · {text}', zh: '新 · {text}' },
  seen: { en: '{text} · first {first}, last {last}', zh: '{text} · 首次 {first},最近 {last}' },
  once: { en: '{text} · {last}', zh: '{text} · {last}' },
  more: { en: '{count, plural, one {# more kind} other {# more kinds}}', zh: '另有 {count} 种' },
});

/** Kinds shown; a phone has no room for more. */
const shownKinds = 12;
const shownSamples = 3;
const keptLines = 1_000;

interface Kind extends Signature {
  readonly log: string;
  readonly fresh: boolean;
}

export const errors = defineQuery({
  name: 'logs errors',
  aliases: ['日志 错误', '日志错误', '错误'],
  summary: say.summary(),
  examples: ['/logs errors 1h', '/logs talentlens errors 100', '/logs llm errors 15m', '/日志 错误 1小时'],
  takes: { ...logTakes, count: { word: 'count', optional: true } },
  input: z.strictObject({ ...logFields, count: z.int().min(1).max(1_000).optional() }),
  ...asLogQuery,
  async report(input, context) {
    const targets = logTargets(input, { agoMs: input.count === undefined ? 3_600_000 : 86_400_000 }, context);
    if (!targets.ok) return targets;
    const { system, logs, wanted } = targets.value;
    const { window, level = 40 } = wanted;
    const change = await context.history.lastChange(system.id);
    const query = { ...wanted, level, signatures: level, keep: input.count ?? keptLines };
    const read = await readLogs(logs, query, context);
    const sinceMs = window.sinceMs ?? context.now() - (window.agoMs ?? 0);
    // Of what is older than the window nobody can say whether it is new.
    const after = change !== undefined && change.atMs >= sinceMs ? change : undefined;
    const kinds = kindsOf(read, after?.atMs);
    const fresh = kinds.filter((kind) => kind.fresh).length;
    const count = matchedOf(read);
    const total = read.reduce((sum, { result }) => sum + (result.ok ? result.value.read.kinds : 0), 0);
    const both = systemAnd(system, input.log);
    return ok(
      logReport(
        { targets: targets.value, log: input.log, read, context },
        {
          verdict: kinds.some((kind) => kind.level >= 50) ? 'critical' : count > 0 ? 'warning' : 'ok',
          headline: dotted([
            count === 0
              ? say.none({ window: windowWords(window) })
              : say.found({ count, kinds: total, window: windowWords(window) }),
            after === undefined || fresh === 0
              ? undefined
              : say.fresh({ count: fresh, at: { atMs: after.atMs }, action: outside(after.action) }),
          ]),
          blocks:
            input.count === undefined
              ? await kindBlocks(kinds, total, read, system.id, context)
              : linesBlock(entriesOf(read).slice(-input.count), logs.length > 1),
          next: count === 0 ? [] : [`/logs ${both} errors 20`, `/logs stats ${both} 24h`],
        },
      ),
    );
  },
});

/** New ones first, then what was seen last. */
function kindsOf(all: LogsRead, changedAtMs: number | undefined): readonly Kind[] {
  return all
    .flatMap(({ log, result }) =>
      result.ok
        ? result.value.read.signatures.map((one) => ({
            ...one,
            log: log.id,
            fresh: changedAtMs !== undefined && one.firstMs >= changedAtMs,
          }))
        : [],
    )
    .toSorted((a, b) => Number(b.fresh) - Number(a.fresh) || b.lastMs - a.lastMs || b.count - a.count);
}

async function kindBlocks(
  kinds: readonly Kind[],
  total: number,
  read: LogsRead,
  system: string,
  context: ActionContext,
): Promise<readonly Block[]> {
  if (kinds.length === 0) return [];
  const shown = kinds.slice(0, shownKinds);
  const entries = entriesOf(read);
  const several = read.length > 1;
  const file = await keepFile(`errors-${system}`, linesText(entries, several), context);
  return [
    { type: 'findings', findings: shown.map(findingOf) },
    ...(total > shown.length ? [{ type: 'text' as const, text: say.more({ count: total - shown.length }) }] : []),
    ...shown.slice(0, shownSamples).map((kind): Block => ({ type: 'code', text: sampleOf(kind.sample) })),
    ...file,
  ];
}

function findingOf({ count, log, module, text, level, firstMs, lastMs, fresh }: Kind): Finding {
  const said = outside(module === '' || module === log ? text : `${module}: ${text}`);
  const words = { text: said, first: { atMs: firstMs }, last: { atMs: lastMs } };
  const seen: Text = count === 1 ? say.once({ text: said, last: { atMs: lastMs } }) : say.seen(words);
  return {
    mark: level >= 50 ? 'critical' : 'warning',
    label: say.label({ count, log: outside(log) }),
    text: fresh ? say.isNew({ text: seen }) : seen,
  };
}

/** The first lines and, of a trace, its last: they say what and where. */
function sampleOf(sample: string): string {
  const lines = sample.split('\n');
  return lines.length <= 6 ? sample : [...lines.slice(0, 2), '  …', ...lines.slice(-3)].join('\n');
}
