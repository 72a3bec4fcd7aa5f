import * as z from 'zod';
import type { Inventory } from '../../../actions/ports.ts';
import { outside } from '../../../actions/text.ts';
import type { Signal } from '../../store/alerts.ts';
import type { Source } from '../alert-settings.ts';
import { beginningOf, brief, labelWords, momentOf, placeOf, severityOf } from './place.ts';

const words = z.record(z.string(), z.string());

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
        labels: words.default({}),
        annotations: words.default({}),
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

/** What is kept of an alert's labels: nobody fills the store with one. */
const keptLabels = (all: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(all)
      .slice(0, 100)
      .map(([label, words]) => [brief(label, 200), brief(words, 1_000)]),
  );

/** One signal an alert. A group there is a group here; of several systems, one for each. */
export function alertmanagerSignals(
  body: AlertmanagerBody,
  from: { readonly source: Source; readonly name: string; readonly inventory: Inventory; readonly nowMs: number },
): readonly Signal[] {
  const { source, name: by, inventory, nowMs } = from;
  return body.alerts.map(({ labels: all, ...alert }) => {
    const place = placeOf(all, source, inventory);
    const labels = keptLabels(all);
    const name = brief(labels.alertname ?? 'alert', 100);
    const endsAtMs = alert.status === 'resolved' ? (momentOf(alert.endsAt) ?? nowMs) : undefined;
    const told = alert.annotations.summary ?? alert.annotations.description ?? alert.annotations.message ?? '';
    const where = labels.instance ?? labels.host ?? '';
    const link = alert.annotations.runbook_url ?? alert.panelURL ?? alert.generatorURL;
    return {
      fingerprint: `${by}:${brief(alert.fingerprint === '' ? labelWords(labels) : alert.fingerprint, 2_000)}`,
      group: `${by}:${brief(body.receiver, 200)}:${brief(body.groupKey, 2_000)}:${place.system ?? ''}`,
      state: alert.status,
      level: severityOf(labels.severity),
      source: by,
      ...place,
      name,
      title: outside(brief(where === '' ? name : `${name} ${where}`, 200)),
      text: outside(brief(told === '' ? labelWords(labels) : told)),
      labels,
      ...beginningOf(alert.startsAt, nowMs),
      ...(endsAtMs === undefined ? {} : { endsAtMs }),
      ...(link === undefined || link.length > 2_000 ? {} : { link }),
    };
  });
}
