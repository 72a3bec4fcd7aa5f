import * as z from 'zod';
import { durationMs, name } from '../values.ts';

export const monitorKindNames = [
  'service',
  'cpu',
  'memory',
  'disk',
  'load',
  'error-rate',
  'log',
  'backup',
  'metric',
] as const;
export type MonitorKindName = (typeof monitorKindNames)[number];

/**
 * One monitor as configured, of one system or as what all systems inherit by its name; a system's own fields stand
 * before the inherited ones. Values above `warning` or `critical` are what it looks for.
 */
export const monitorSpec = z.strictObject({
  kind: z.enum(monitorKindNames).optional(),
  /** What is inherited does not hold here. */
  off: z.boolean().optional(),
  every: durationMs.optional(),
  /** So long it must hold before it is an alert … */
  for: durationMs.optional(),
  /** … and so many measurements in a row. */
  times: z.int().min(1).max(100).optional(),
  warning: z.number().min(0).optional(),
  critical: z.number().min(0).optional(),
  /** So far below its limit a value must fall until it is well again. */
  clears: z.number().min(0).optional(),
  /** `service`: these alone; all of the system unless told. */
  services: z.array(name).min(1).optional(),
  /** `error-rate`, `log`: the log that is read. */
  log: name.optional(),
  /** `error-rate`: over how long the share is taken. */
  window: durationMs.optional(),
  /** `error-rate`: with fewer requests than this there is no share to speak of. */
  atLeast: z.int().min(1).optional(),
  /** `metric`: where a page in Prometheus' text format is, asked from this host … */
  host: name.optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  /** … the metric, the labels it must have, and how much it rises in a second in place of its value. */
  metric: z
    .string()
    .regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, 'the name of a metric')
    .optional(),
  labels: z.record(z.string(), z.string()).optional(),
  rate: z.boolean().optional(),
});
export type MonitorSpec = z.output<typeof monitorSpec>;

/** Names that Prometheus' own rules give to what only ever rises: compared bare, it fires for ever. */
export const isCounter = (metric: string): boolean => /_(total|count|sum|bucket|created)$/.test(metric);

/** A system's own monitors over what all inherit. */
export function inheritedMonitors(
  all: Readonly<Record<string, MonitorSpec>>,
  own: Readonly<Record<string, MonitorSpec>>,
): Readonly<Record<string, MonitorSpec>> {
  const ids = [...new Set([...Object.keys(all), ...Object.keys(own)])];
  return Object.fromEntries(ids.map((id) => [id, { ...all[id], ...own[id] }]));
}
