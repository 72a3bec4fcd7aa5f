import type { Inventory } from '../../../actions/ports.ts';
import { outside } from '../../../actions/text.ts';
import type { Signal } from '../../store/alerts.ts';
import type { JsonSource } from '../alert-settings.ts';
import { brief, labelWords, momentOf, placeOf, severityOf } from './place.ts';

const mostAlerts = 20_000;

/** Any JSON, as the configuration says where its words are. What has no name is no alert. */
export function jsonSignals(
  body: unknown,
  from: { readonly source: JsonSource; readonly name: string; readonly inventory: Inventory; readonly nowMs: number },
): readonly Signal[] {
  const { source, name: by, inventory, nowMs } = from;
  const { map } = source;
  const listed = map.alerts === undefined ? [body] : valueAt(body, map.alerts);
  return (Array.isArray(listed) ? listed : []).slice(0, mostAlerts).flatMap((item: unknown): readonly Signal[] => {
    // A path that is not in the item may be in the body around it.
    const read = (path: string | undefined): unknown =>
      path === undefined ? undefined : (valueAt(item, path) ?? valueAt(body, path));
    const word = (path: string | undefined): string | undefined => wordOf(read(path));
    const name = word(map.name);
    if (name === undefined || name === '') return [];
    const labels = Object.fromEntries(
      Object.entries(map.labels).flatMap(([label, path]) => {
        const value = word(path);
        return value === undefined ? [] : [[label, brief(value, 200)]];
      }),
    );
    const place = placeOf(labels, source, inventory);
    const state = read(map.state);
    const resolved = map.resolvedValues.some((value) => value === state);
    const link = word(map.link);
    return [
      {
        fingerprint: `${by}:${brief(word(map.id) ?? `${name},${labelWords(labels)}`, 300)}`,
        group: `${by}:${brief(name, 200)}:${place.system ?? ''}`,
        state: resolved ? 'resolved' : 'firing',
        level: severityOf(word(map.severity)),
        source: by,
        ...place,
        name: brief(name, 100),
        title: outside(brief(name, 200)),
        text: outside(brief(word(map.text) ?? labelWords(labels))),
        labels,
        startsAtMs: momentOf(read(map.startsAt)) ?? nowMs,
        ...(resolved ? { endsAtMs: nowMs } : {}),
        ...(link === undefined ? {} : { link }),
      },
    ];
  });
}

/** `a.b.0.c` inside plain JSON. */
export function valueAt(body: unknown, path: string): unknown {
  let value = body;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key]; // hasOwn was just asked; of a list the keys are its places
  }
  return value;
}

const wordOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
