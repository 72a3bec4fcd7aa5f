import type { Inventory } from '../../../actions/ports.ts';
import type { Signal } from '../../store/alerts.ts';
import type { Source } from '../alert-settings.ts';

export type Labels = Readonly<Record<string, string>>;

/** The system, service and host an alert from outside is about, as its labels and the configuration say; never more than is known. */
export function placeOf(
  labels: Labels,
  source: Source,
  inventory: Inventory,
): Pick<Signal, 'system' | 'service' | 'host'> {
  const named = (label: string): string | undefined => (Object.hasOwn(labels, label) ? labels[label] : undefined);
  const service = named(source.serviceLabel);
  const host = named(source.hostLabel);
  const said = named(source.systemLabel);
  const systems = inventory.systems();
  const ofService = systems.filter(({ services }) => services.some(({ id }) => id === service));
  const ofHost = systems.filter(({ services }) => services.some((each) => each.host === host));
  const system =
    (said === undefined ? undefined : inventory.system(said)?.id) ??
    source.system ??
    (ofService.length === 1 ? ofService[0]?.id : undefined) ??
    (ofHost.length === 1 ? ofHost[0]?.id : undefined);
  const known = system === undefined || service === undefined ? undefined : inventory.service(system, service);
  return {
    ...(system === undefined ? {} : { system }),
    ...(known === undefined ? {} : { service: known.id }),
    ...(host === undefined ? {} : { host: brief(host, 200) }),
  };
}

/** Words of many tools for how bad it is. */
export function severityOf(word: string | undefined): Signal['level'] {
  const said = (word ?? '').toLowerCase();
  if (/^(critical|crit|fatal|emergency|emerg|page|error|high|disaster|p1|sev1|严重|紧急)$/.test(said))
    return 'critical';
  if (/^(unknown|nodata|no_data)$/.test(said)) return 'unknown';
  return 'warning';
}

/** A moment written in any of the usual ways; undefined for none (`0001-01-01` is Alertmanager's). */
export function momentOf(said: unknown): number | undefined {
  const ms =
    typeof said === 'number'
      ? said < 100_000_000_000
        ? said * 1_000
        : said
      : typeof said === 'string'
        ? Date.parse(said)
        : Number.NaN;
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

/** A sender's clock may be fast by this much. */
const mostAheadMs = 15 * 60_000;

/**
 * When an alert began, as its sender says; what would begin later than any clock is fast is no date. Believed, its end would
 * keep all that fires until then unheard, and a beginning later than its end would never end.
 */
export function beginningOf(said: unknown, nowMs: number): Pick<Signal, 'startsAtMs' | 'isUndated'> {
  const startsAtMs = momentOf(said);
  if (startsAtMs === undefined || startsAtMs > nowMs + mostAheadMs) return { startsAtMs: nowMs, isUndated: true };
  return { startsAtMs };
}

/** Of what came from outside, so that nobody fills the store with one line. */
export const brief = (words: string, most = 500): string =>
  words.length <= most ? words : `${words.slice(0, most - 1)}…`;

export const labelWords = (labels: Labels): string =>
  Object.keys(labels)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((key) => `${key}=${labels[key] ?? ''}`)
    .join(',');

/** Whether who brings this source's token may speak of a system; undefined is what is of none. */
export const mayName = ({ systems }: Source, system: string | undefined): boolean =>
  systems === undefined || (system !== undefined && systems.includes(system));
