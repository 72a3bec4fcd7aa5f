import type { Inventory } from '../../../actions/ports.ts';
import { outside } from '../../../actions/text.ts';
import type { Signal } from '../../store/alerts.ts';
import type { JsonSource } from '../alert-settings.ts';
import { beginningOf, brief, labelWords, placeOf, severityOf } from './place.ts';

const mostAlerts = 20_000;

/** A signal that is news only once, when nothing in it says of which time it is. */
export interface News extends Signal {
  readonly once?: { readonly id: string; readonly withinMs: number };
}

/** An id of the sender's for a piece of news is remembered for so long. */
const eventKeptMs = 7 * 86_400_000;

/** Any JSON, as the configuration says where its words are. What has no name is no alert. */
export function jsonSignals(
  body: unknown,
  from: {
    readonly source: JsonSource;
    readonly name: string;
    readonly inventory: Inventory;
    readonly nowMs: number;
    /** Of the whole body: the same words again have the same. */
    readonly digest: string;
  },
): readonly News[] {
  const { source, name: by, inventory, nowMs, digest } = from;
  const { map } = source;
  const listed = map.alerts === undefined ? [body] : valueAt(body, map.alerts);
  return (Array.isArray(listed) ? listed : []).slice(0, mostAlerts).flatMap((item: unknown, at): readonly News[] => {
    // A path that is not in the item may be in the body around it.
    const read = (path: string | undefined): unknown =>
      path === undefined ? undefined : shortOf(valueAt(item, path) ?? valueAt(body, path));
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
    const beginning = beginningOf(read(map.startsAt), nowMs);
    const event = word(map.event);
    const replayed = { id: `${at}:${digest}`, withinMs: source.replayWithin };
    const once =
      event !== undefined && event !== ''
        ? { id: `event:${brief(event, 500)}`, withinMs: eventKeptMs }
        : beginning.isUndated === true && source.replayWithin > 0
          ? replayed
          : undefined;
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
        ...beginning,
        ...(resolved ? { endsAtMs: nowMs } : {}),
        ...(link === undefined || link.length > mostLetters ? {} : { link }),
        ...(once === undefined ? {} : { once }),
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

/** What stands once around the alerts is read for each of them: nobody makes gigabytes of one body. */
const mostLetters = 2_000;

const shortOf = (value: unknown): unknown =>
  typeof value === 'string' && value.length > mostLetters ? value.slice(0, mostLetters + 1) : value;

const wordOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
