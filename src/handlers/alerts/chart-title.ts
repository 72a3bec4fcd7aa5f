import type { MonitorKindName } from '../../actions/monitors/monitor-spec.ts';
import { type Text, texts } from '../../actions/text.ts';

const what = texts('chart-title.what', {
  service: { en: 'response time', zh: '响应时间' },
  cpu: { en: 'CPU use', zh: 'CPU 使用率' },
  memory: { en: 'memory use', zh: '内存使用率' },
  disk: { en: 'disk use', zh: '磁盘使用率' },
  load: { en: 'load per core', zh: '每核负载' },
  'error-rate': { en: 'share of errors', zh: '错误率' },
  log: { en: 'new errors', zh: '新增错误数' },
  backup: { en: 'age of the newest backup', zh: '最新备份距今时长' },
  metric: { en: 'value', zh: '数值' },
});

const say = texts('chart-title', {
  one: {
    en: '{what} of {subject}, last {window}: {least}–{most}{unit, select, none {} other { {unit}}}',
    zh: '{subject} {what},最近 {window}:{least}–{most}{unit, select, none {} other { {unit}}}',
  },
});

export interface Course {
  readonly kind: MonitorKindName;
  readonly subject: Text;
  /** Empty for none. */
  readonly unit: string;
  readonly windowMs: number;
  /** At least one. */
  readonly points: readonly (readonly [number, number])[];
}

/** What a chart of one thing shows: what was measured, of what, over which time, between which values. */
export function chartTitle({ kind, subject, unit, windowMs, points }: Course): Text {
  const values = points.map(([, value]) => Math.round(value * 10) / 10);
  return say.one({
    what: what[kind](),
    subject,
    window: { durationMs: windowMs },
    least: values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    most: values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
    unit: unit === '' ? 'none' : unit,
  });
}
