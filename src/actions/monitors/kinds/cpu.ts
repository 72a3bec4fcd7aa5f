import * as z from 'zod';
import { hostsOf } from '../../checks/system-folders.ts';
import { outside, texts } from '../../text.ts';
import type { MonitorKind } from '../monitor.ts';
import { orThreshold } from './limits.ts';
import { perHost } from './per-host.ts';

const say = texts('monitor-cpu', {
  label: { en: 'cpu of {host}', zh: '{host} CPU' },
  used: { en: '{percent} % busy over {span}', zh: '{span}内平均占用 {percent} %' },
  first: { en: 'first look', zh: '首次测量' },
  unread: { en: 'its counters cannot be read', zh: '无法读取计数' },
});

const ticksSpec = z.object({ busy: z.number(), all: z.number(), atMs: z.number() });

/** How busy all cores were since the look before: the kernel counts, so nothing between two looks is missed. */
export const cpu: MonitorKind = {
  kind: 'cpu',
  unit: '%',
  everyMs: 60_000,
  limits: (spec, system) => orThreshold(spec, system, 'cpu'),
  begin: (_monitor, system, { memo, now }) =>
    perHost(
      hostsOf(system),
      (host) => ({
        host,
        commands: [['head', '-n', '1', '/proc/stat']],
        read: ([answer]) => ticksOf(answer?.stdout ?? ''),
      }),
      (ticks, host) => {
        const what = { subject: host, host, label: say.label({ host: outside(host) }) };
        const before = ticksSpec.safeParse(memo.get(host)).data;
        const atMs = now();
        memo.set(host, ticks === undefined ? undefined : { ...ticks, atMs });
        if (ticks === undefined) return [{ ...what, text: say.unread(), verdict: 'unknown' }];
        // Fewer than before: it was started again meanwhile.
        if (before === undefined || ticks.all <= before.all) return [{ ...what, text: say.first(), pending: true }];
        const value = (100 * (ticks.busy - before.busy)) / (ticks.all - before.all);
        const words = { percent: Math.round(value), span: { durationMs: atMs - before.atMs } };
        return [{ ...what, value, text: say.used(words) }];
      },
    ),
};

/** Of `/proc/stat`: user nice system idle iowait irq softirq steal. */
function ticksOf(line: string): { busy: number; all: number } | undefined {
  const words = /^cpu\s+((?:\d+\s*){8})/.exec(line)?.[1];
  if (words === undefined) return undefined;
  const ticks = words.trim().split(/\s+/).map(Number);
  const all = ticks.reduce((sum, each) => sum + each, 0);
  return { all, busy: all - (ticks[3] ?? 0) - (ticks[4] ?? 0) };
}
