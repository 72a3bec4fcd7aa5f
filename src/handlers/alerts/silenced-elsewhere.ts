import type { Desk } from '../desk.ts';
import { type Loop, startLoop } from '../loop.ts';
import type { Signal } from '../store/alerts.ts';
import type { SilencedThere } from '../store/silences.ts';
import { rulesOf } from './alert-rules.ts';
import { newsOf } from './take-in.ts';

const everyMs = 30_000;
/** An Alertmanager that was started again knows nothing until it is told anew, a minute or two later. */
const goneForMs = 180_000;

export interface Asked {
  readonly there: SilencedThere;
  /** Of the alert that is silenced; left out, a whole system is. */
  readonly key?: string;
}

/**
 * What is silenced where it comes from is not sent, neither its beginning nor its end: it is asked for there, so that it is
 * recorded all the same, and nothing stays open that ended meanwhile.
 */
export function startSilencedElsewhere(desk: Desk, isBot: () => Promise<boolean>): Loop {
  /** Since when something that fires here is not known there, by fingerprint. */
  const gone = new Map<string, number>();
  return startLoop(desk, 'looking at what is silenced elsewhere', everyMs, async () => {
    if (desk.silencesElsewhere === undefined || !(await isBot())) return;
    const nowMs = desk.clock.now();
    const silences = await desk.store.silences.open(nowMs);
    const windows = await desk.store.maintenance.open();
    const missing = await lookAtSilenced(desk, [
      ...silences.flatMap(({ elsewhere, key }) => elsewhere.map((there): Asked => ({ there, ...(key && { key }) }))),
      ...windows.flatMap(({ elsewhere }) => elsewhere.map((there) => ({ there }))),
    ]);
    for (const fingerprint of gone.keys()) if (!missing.has(fingerprint)) gone.delete(fingerprint);
    const over = [...missing].filter(([fingerprint]) => {
      const since = gone.get(fingerprint) ?? nowMs;
      gone.set(fingerprint, since);
      return nowMs - since >= goneForMs;
    });
    if (over.length === 0) return;
    const ended = over.map(([, signal]) => ({ ...signal, state: 'resolved' as const, endsAtMs: nowMs }));
    await desk.store.alerts.apply(ended, rulesOf(desk));
  });
}

/** Records what fires there unsaid; returns what fires here, is covered there and is not known there any more. */
export async function lookAtSilenced(desk: Desk, all: readonly Asked[]): Promise<ReadonlyMap<string, Signal>> {
  const missing = new Map<string, Signal>();
  for (const { there, key } of all) {
    const { source: name } = there;
    const silenced = await desk.silencesElsewhere?.silenced(there);
    const { [name]: source } = desk.settings().intake ?? {};
    if (silenced === undefined || source === undefined) continue;
    if (!silenced.ok) {
      desk.log('warn', 'what is silenced elsewhere cannot be asked for', { source: name, code: silenced.failure.code });
      continue;
    }
    const { body, fingerprints, covers } = silenced.value;
    const quiet = (await newsOf(desk, name, source, body)).map(({ once: _, ...signal }) => ({
      ...signal,
      ...(key && { group: key }),
    }));
    if (quiet.length > 0) await desk.store.alerts.apply(quiet, rulesOf(desk));
    const known = new Set(fingerprints.map((fingerprint) => `${name}:${fingerprint}`));
    for (const signal of await desk.store.alerts.firing(name))
      if (!known.has(signal.fingerprint) && covers(signal.labels ?? {})) missing.set(signal.fingerprint, signal);
  }
  return missing;
}
