import { hostsOf } from '../../checks/system-folders.ts';
import { memoryArgv, memorySeen, usedPercent } from '../../host/memory.ts';
import { outside, texts } from '../../text.ts';
import type { MonitorKind } from '../monitor.ts';
import { orThreshold } from './limits.ts';
import { perHost } from './per-host.ts';

const say = texts('monitor-memory', {
  label: { en: 'memory of {host}', zh: '{host} 内存' },
  used: { en: '{percent} % of {total}, {free} free', zh: '已用 {percent} %(共 {total}),剩余 {free}' },
  unread: { en: 'it cannot be read', zh: '无法读取' },
});

export const memory: MonitorKind = {
  kind: 'memory',
  unit: '%',
  everyMs: 60_000,
  limits: (spec, system) => orThreshold(spec, system, 'memory'),
  begin: (_monitor, system) =>
    perHost(
      hostsOf(system),
      (host) => ({ host, commands: [memoryArgv], read: ([answer]) => memorySeen(answer) }),
      (seen, host) => {
        const what = { subject: host, host, label: say.label({ host: outside(host) }) };
        if (seen === undefined) return [{ ...what, text: say.unread(), verdict: 'unknown' }];
        const value = usedPercent(seen);
        const words = {
          percent: Math.round(value),
          total: { bytes: seen.totalBytes },
          free: { bytes: seen.availableBytes },
        };
        return [{ ...what, value, text: say.used(words) }];
      },
    ),
};
