import * as z from 'zod';
import { outside, texts } from '../../text.ts';
import { accessArgv, accessCounted, type Reached } from '../access-log.ts';
import { bucketsSpec, totals, withLook } from '../buckets.ts';
import type { MonitorKind } from '../monitor.ts';
import { given } from './limits.ts';
import { perHost } from './per-host.ts';

const say = texts('monitor-error-rate', {
  label: { en: 'errors', zh: '错误率' },
  share: {
    en: '{percent} % of {all} requests in {window} answered 5xx ({bad})',
    zh: '{window}内 {all} 个请求中 {percent} % 返回 5xx({bad} 个)',
  },
  few: {
    en: '{bad} of {all} requests in {window} answered 5xx, too few for a share',
    zh: '{window}内 {all} 个请求中 {bad} 个返回 5xx,请求过少,不计算比例',
  },
  first: { en: 'first look', zh: '首次测量' },
  unread: { en: 'the access log {path} cannot be read', zh: '无法读取访问日志 {path}' },
  noLog: { en: 'there is no log {log} in a file', zh: '没有文件日志 {log}' },
});

const memoSpec = z.object({ reached: z.object({ inode: z.string(), offset: z.number() }), buckets: bucketsSpec });

/** The share of 5xx in an access log, of which only what is new is read. */
export const errorRate: MonitorKind = {
  kind: 'error-rate',
  unit: '%',
  everyMs: 60_000,
  limits: given,
  begin({ spec }, system, { memo, now }) {
    const { log: id = '', window = 300_000, atLeast = 20 } = spec;
    const log = system.logs[id];
    const what = { subject: id, label: say.label() };
    if (log === undefined || !('path' in log)) {
      const text = say.noLog({ log: outside(id) });
      return { questions: [], finish: async () => [{ ...what, text, verdict: 'unknown' }] };
    }
    const before = memoSpec.safeParse(memo.get(id)).data;
    const reached: Reached | undefined = before?.reached;
    return perHost(
      [log.host],
      (host) => ({ host, commands: [accessArgv(log.path, reached)], read: ([answer]) => accessCounted(answer) }),
      (counted, host) => {
        if (counted === undefined)
          return [{ ...what, host, text: say.unread({ path: outside(log.path) }), verdict: 'unknown' }];
        const { requests, failed, inode, offset } = counted;
        const look = { atMs: now(), all: requests, bad: failed };
        const buckets = reached === undefined ? [] : withLook(before?.buckets ?? [], look, window);
        memo.set(id, { reached: { inode, offset }, buckets });
        if (reached === undefined) return [{ ...what, host, text: say.first(), pending: true }];
        const { all, bad } = totals(buckets);
        const words = { all, bad, window: { durationMs: window } };
        if (all < atLeast) return [{ ...what, host, text: say.few(words), value: 0 }];
        const value = (100 * bad) / all;
        return [{ ...what, host, value, text: say.share({ ...words, percent: Math.round(value * 10) / 10 }) }];
      },
    );
  },
};
