import { hostsOf } from '../../checks/system-folders.ts';
import { memoryArgv, memorySeen } from '../../host/memory.ts';
import { outside, texts } from '../../text.ts';
import type { MonitorKind } from '../monitor.ts';
import { given } from './limits.ts';
import { perHost } from './per-host.ts';

const say = texts('monitor-load', {
  label: { en: 'load of {host}', zh: '{host} 负载' },
  said: {
    en: '{load} over 5 min on {cores, plural, one {# core} other {# cores}}',
    zh: '5 分钟平均 {load},共 {cores} 核',
  },
  unread: { en: 'it cannot be read', zh: '无法读取' },
});

/** Of five minutes, for each core. */
export const load: MonitorKind = {
  kind: 'load',
  unit: '',
  everyMs: 60_000,
  limits: given,
  begin: (_monitor, system) =>
    perHost(
      hostsOf(system),
      (host) => ({
        host,
        commands: [memoryArgv, ['nproc']],
        read: ([answer, cores]) => ({ seen: memorySeen(answer), cores: Number(cores?.stdout.trim()) }),
      }),
      ({ seen, cores }, host) => {
        const what = { subject: host, host, label: say.label({ host: outside(host) }) };
        if (seen === undefined || !(cores > 0)) return [{ ...what, text: say.unread(), verdict: 'unknown' }];
        return [{ ...what, value: seen.load[1] / cores, text: say.said({ load: seen.load[1], cores }) }];
      },
    ),
};
