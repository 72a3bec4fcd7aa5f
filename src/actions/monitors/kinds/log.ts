import * as z from 'zod';
import { logsOf } from '../../logs/log-spec.ts';
import { type LogQuery, readLogs } from '../../logs/read-logs.ts';
import { outside, texts } from '../../text.ts';
import { bucketsSpec, totals, withLook } from '../buckets.ts';
import type { MonitorKind } from '../monitor.ts';
import { silent } from './per-host.ts';

const say = texts('monitor-log', {
  label: { en: 'log {log}', zh: '日志 {log}' },
  none: { en: 'no new errors in {window}', zh: '{window}内没有新的错误' },
  some: {
    en: '{count, plural, one {# new error} other {# new errors}} in {window}{sample, select, none {} other {: {sample}}}',
    zh: '{window}内新增 {count} 条错误{sample, select, none {} other {:{sample}}}',
  },
  first: { en: 'first look', zh: '首次测量' },
});

const memoSpec = z.object({
  cursor: z.string(),
  buckets: bucketsSpec,
  sample: z.string().optional(),
  /** How far the host's clock was ahead. */
  skewMs: z.number().default(0),
});
const error = 40;

/** New errors and exceptions in a log, of which only what is new is read. */
export const log: MonitorKind = {
  kind: 'log',
  unit: '',
  everyMs: 60_000,
  limits: ({ warning, critical }) =>
    warning === undefined && critical === undefined
      ? { warning: 0 }
      : { ...(warning === undefined ? {} : { warning }), ...(critical === undefined ? {} : { critical }) },
  begin({ spec }, system, context) {
    const { memo, now } = context;
    const { log: wanted, window = 900_000 } = spec;
    const logs = logsOf(system).filter(({ id }) => wanted === undefined || id === wanted);
    const memos = new Map(logs.map(({ id }) => [id, memoSpec.safeParse(memo.get(id)).data]));
    const after = new Map([...memos].flatMap(([id, before]) => (before === undefined ? [] : [[id, before.cursor]])));
    // Another file in its place, put back or mounted, may hold what is old.
    const skewMs = Math.min(0, ...[...memos.values()].map((before) => before?.skewMs ?? 0));
    const query: LogQuery = { window: { sinceMs: now() + skewMs - window }, level: error, keep: 1, after };
    const reading = readLogs(logs, query, context);
    return {
      questions: [],
      finish: async () =>
        (await reading).map(({ log: each, result }) => {
          const { id, host } = each;
          if (!result.ok) {
            if (result.failure.code === 'unreachable') return silent(host, result.failure.message);
            const label = say.label({ log: outside(id) });
            return { subject: id, host, label, text: result.failure.message, verdict: 'unknown' };
          }
          const { matched, entries, cursor } = result.value.read;
          const what = { subject: id, host, label: say.label({ log: outside(id) }), ...whose(system.services, id) };
          const before = memos.get(id);
          const look = { atMs: now(), all: matched, bad: matched };
          const buckets = before === undefined ? [] : withLook(before.buckets, look, window);
          const count = totals(buckets).bad;
          const sample =
            count === 0 ? undefined : (entries.at(-1)?.text.split('\n')[0]?.slice(0, 200) ?? before?.sample);
          const skew = { skewMs: result.value.clockMs - now() };
          if (cursor !== undefined)
            memo.set(id, { cursor, buckets, ...skew, ...(sample === undefined ? {} : { sample }) });
          if (before === undefined) return { ...what, text: say.first(), pending: true };
          const words = {
            window: { durationMs: window },
            count,
            sample: sample === undefined ? 'none' : outside(sample),
          };
          return { ...what, value: count, text: count === 0 ? say.none(words) : say.some(words) };
        }),
    };
  },
};

/** A log that is called like a service is that service's. */
const whose = (services: readonly { readonly id: string }[], id: string): { readonly service?: string } =>
  services.some((service) => service.id === id) ? { service: id } : {};
