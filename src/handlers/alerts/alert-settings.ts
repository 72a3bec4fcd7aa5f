import * as z from 'zod';
import { durationMs, name } from '../../actions/values.ts';

const people = z.array(z.string().min(1));

export const alertsSpec = z.strictObject({
  /** When nobody acknowledges a critical alert it is said once more after so long, then to the next of `people`, and so on. */
  tellAfter: durationMs.default(600_000),
  /** Ids of people told one after the other; the first at once. */
  people: people.default([]),
  /** Other people for some systems. */
  systems: z.record(name, z.strictObject({ people })).default({}),
});
export type AlertsSpec = z.output<typeof alertsSpec>;

/** Which words of an alert from outside say whose it is. */
const placing = {
  /** The system when nothing in the alert says it. */
  system: name.optional(),
  /** The only systems its token may speak of, and nothing that is of no system. Left out: any. */
  systems: z.array(name).min(1).optional(),
  /** Labels that name the system, the service and the host. */
  systemLabel: z.string().default('system'),
  serviceLabel: z.string().default('service'),
  hostLabel: z.string().default('host'),
};

/** Where a value is in a JSON body: `alert.labels.host`, `items.0.name`. */
const path = z.string().min(1).max(200);

const jsonMapping = z.strictObject({
  /** Where the list of alerts is; left out, the body is one alert. */
  alerts: path.optional(),
  name: path,
  /** What makes it the same alert again; `name` and the labels unless told. */
  id: path.optional(),
  text: path.optional(),
  severity: path.optional(),
  /** Its value is among `resolvedValues` once it is over. */
  state: path.optional(),
  resolvedValues: z.array(z.union([z.string(), z.number(), z.boolean()])).default(['resolved', 'ok', 'OK', 'up']),
  startsAt: path.optional(),
  /** What is of its own for each piece of news, e.g. the id of an event: the same again is a replay, however late it comes. */
  event: path.optional(),
  link: path.optional(),
  /** Further labels and where they are. */
  labels: z.record(z.string(), path).default({}),
});

/** Who may post alerts to `/intake/NAME`, and in which form. Where the secret each must bring is, the configuration adds. */
export const alertmanagerSource = z.strictObject({
  kind: z.literal('alertmanager'),
  ...placing,
  /** Where silences are made as well, e.g. `http://127.0.0.1:9093`. */
  api: z.url({ protocol: /^https?$/ }).optional(),
});
export const grafanaSource = z.strictObject({ kind: z.literal('grafana'), ...placing });
export const jsonSource = z.strictObject({
  kind: z.literal('json'),
  ...placing,
  map: jsonMapping,
  /**
   * With neither `startsAt` nor `event` nothing tells a replay from news: the same body within so long is taken for a replay.
   * 0s takes everything for news.
   */
  replayWithin: durationMs.default(60_000),
  /** What says nothing of its end is over when it did not come again for so long. */
  quietAfter: durationMs.optional(),
});
/** ZK-Agent's ERROR_MONITOR_WEBHOOK_URL; it says nothing of an end. */
export const zkAgentSource = z.strictObject({
  kind: z.literal('zk-agent'),
  ...placing,
  quietAfter: durationMs.default(900_000),
});
export type Source =
  | z.output<typeof alertmanagerSource>
  | z.output<typeof grafanaSource>
  | z.output<typeof jsonSource>
  | z.output<typeof zkAgentSource>;
export type JsonSource = z.output<typeof jsonSource>;
