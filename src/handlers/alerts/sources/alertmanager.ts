import * as z from 'zod';
import type { Inventory } from '../../../actions/ports.ts';
import { outside } from '../../../actions/text.ts';
import type { Signal } from '../../store/alerts.ts';
import type { Source } from '../alert-settings.ts';
import { brief, labelWords, momentOf, placeOf, severityOf } from './place.ts';

const labels = z.record(z.string(), z.string());

/** What Alertmanager (webhook version 4) and Grafana's alerting post. Fields nobody reads here are let pass. */
export const alertmanagerBody = z.object({
  version: z.string().optional(),
  groupKey: z.string().default(''),
  receiver: z.string().default(''),
  status: z.string().optional(),
  alerts: z
    .array(
      z.object({
        status: z.enum(['firing', 'resolved']),
        labels: labels.default({}),
        annotations: labels.default({}),
        startsAt: z.string().optional(),
        endsAt: z.string().optional(),
        fingerprint: z.string().default(''),
        generatorURL: z.string().optional(),
        panelURL: z.string().optional(),
      }),
    )
    .max(20_000),
});
export type AlertmanagerBody = z.output<typeof alertmanagerBody>;

/** One signal an alert. A group there is a group here; of several systems, one for each. */
export function alertmanagerSignals(
  body: AlertmanagerBody,
  from: { readonly source: Source; readonly name: string; readonly inventory: Inventory; readonly nowMs: number },
): readonly Signal[] {
  const { source, name: by, inventory, nowMs } = from;
  return body.alerts.map((alert) => {
    const place = placeOf(alert.labels, source, inventory);
    const name = brief(alert.labels.alertname ?? 'alert', 100);
    const startsAtMs = momentOf(alert.startsAt) ?? nowMs;
    const endsAtMs = alert.status === 'resolved' ? (momentOf(alert.endsAt) ?? nowMs) : undefined;
    const words = alert.annotations.summary ?? alert.annotations.description ?? alert.annotations.message ?? '';
    const where = alert.labels.instance ?? alert.labels.host ?? '';
    const link = alert.annotations.runbook_url ?? alert.panelURL ?? alert.generatorURL;
    return {
      fingerprint: `${by}:${alert.fingerprint === '' ? labelWords(alert.labels) : alert.fingerprint}`,
      group: `${by}:${body.receiver}:${body.groupKey}:${place.system ?? ''}`,
      state: alert.status,
      level: severityOf(alert.labels.severity),
      source: by,
      ...place,
      name,
      title: outside(brief(where === '' ? name : `${name} ${where}`, 200)),
      text: outside(brief(words === '' ? labelWords(alert.labels) : words)),
      labels: alert.labels,
      startsAtMs,
      ...(endsAtMs === undefined ? {} : { endsAtMs }),
      ...(link === undefined ? {} : { link }),
    };
  });
}
