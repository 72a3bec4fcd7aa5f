import type { ProcessesSeen } from '../../host/processes.ts';
import type { System } from '../../inventory.ts';
import type { Finding } from '../../report.ts';
import { outside, texts } from '../../text.ts';

const say = texts('cpu', {
  label: { en: 'cpu', zh: 'CPU' },
  labelOn: { en: 'cpu on {host}', zh: '{host} CPU' },
  used: {
    en: '{percent} % of {cores, plural, one {# core} other {# cores}}',
    zh: '{cores} 核,已用 {percent} %',
  },
  over: {
    en: '{percent} % of {cores, plural, one {# core} other {# cores}} (limit {limit} %)',
    zh: '{cores} 核,已用 {percent} %(上限 {limit} %)',
  },
});

export function judgeCpu(
  { cpuPercent, cores }: ProcessesSeen,
  { cpuPercent: limit, critical }: System['thresholds'],
  host?: string,
): Finding {
  const percent = Math.round(cpuPercent);
  const mark = percent <= limit ? 'ok' : critical.includes('cpu') ? 'critical' : 'warning';
  return {
    mark,
    label: host === undefined ? say.label() : say.labelOn({ host: outside(host) }),
    text: mark === 'ok' ? say.used({ percent, cores }) : say.over({ percent, cores, limit }),
  };
}
