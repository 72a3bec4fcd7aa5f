import * as z from 'zod';
import { outside, texts } from '../../text.ts';
import { metricSum } from '../metric-text.ts';
import type { MonitorKind } from '../monitor.ts';
import { given } from './limits.ts';
import { silent } from './per-host.ts';

const say = texts('monitor-metric', {
  label: { en: '{metric}', zh: '{metric}' },
  is: { en: '{value}', zh: '{value}' },
  rises: { en: '{value} a second over {span}', zh: '{span}内平均每秒 {value}' },
  first: { en: 'first look', zh: '首次测量' },
  absent: { en: 'the page of metrics has no {metric}', zh: '指标页面中没有 {metric}' },
  status: { en: 'the page of metrics answers {status}', zh: '指标页面返回 {status}' },
});

const memoSpec = z.object({ total: z.number(), atMs: z.number() });

/** A number of a page in Prometheus' text format, or how fast it rises. */
export const metric: MonitorKind = {
  kind: 'metric',
  unit: '',
  everyMs: 60_000,
  limits: given,
  begin({ spec }, system, { hosts, signal, memo, now }) {
    const { host = system.services[0]?.host ?? '', url = '', metric: name = '', labels = {}, rate = false } = spec;
    const asked = hosts.request(host, { url, timeoutMs: 9_000, signal, maxBytes: 4 * 1_024 * 1_024 });
    return {
      questions: [],
      async finish() {
        const answer = await asked;
        const what = { subject: name, host, label: say.label({ metric: outside(name) }) };
        if (!answer.ok) {
          const { code, message } = answer.failure;
          return [code === 'unreachable' ? silent(host, message) : { ...what, text: message, verdict: 'unknown' }];
        }
        if (answer.value.status !== 200)
          return [{ ...what, text: say.status({ status: String(answer.value.status) }), verdict: 'unknown' }];
        const total = metricSum(answer.value.body, name, labels);
        if (total === undefined) return [{ ...what, text: say.absent({ metric: outside(name) }), verdict: 'unknown' }];
        if (!rate) return [{ ...what, value: total, text: say.is({ value: total }) }];
        const before = memoSpec.safeParse(memo.get(name)).data;
        const atMs = now();
        memo.set(name, { total, atMs });
        // Less than before: it was started again, and began from zero.
        if (before === undefined || total < before.total || atMs <= before.atMs)
          return [{ ...what, text: say.first(), pending: true }];
        const value = ((total - before.total) * 1_000) / (atMs - before.atMs);
        const words = { value: Math.round(value * 1_000) / 1_000, span: { durationMs: atMs - before.atMs } };
        return [{ ...what, value, text: say.rises(words) }];
      },
    };
  },
};
