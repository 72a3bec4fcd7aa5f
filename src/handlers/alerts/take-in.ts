import type { Desk } from '../desk.ts';
import type { Signal } from '../store/alerts.ts';
import type { SeenNews } from '../store/intake.ts';
import { rulesOf } from './alert-rules.ts';
import type { Source } from './alert-settings.ts';
import type { News } from './sources/json.ts';
import { mayName } from './sources/place.ts';
import { signalsOf } from './sources/signals-of.ts';

/** Deliveries worked in with one commit; rounds of it at a time, so that what else there is to do has its turn. */
const atOnce = 500;
const rounds = 20;
/** Alerts of one commit: a delivery may hold thousands. */
const signalsAtOnce = 2_000;
/** Alerts masked in one go, some 30 ms. */
const maskedAtOnce = 100;

interface Batch {
  readonly signals: Signal[];
  readonly deliveries: number[];
  readonly seen: SeenNews[];
}
const empty = (): Batch => ({ signals: [], deliveries: [], seen: [] });

/** Works in what came in over HTTP, oldest first; a delivery is dropped in the commit that keeps what it says. */
export async function takeIn(desk: Desk): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const rows = await desk.store.intake.waiting(atOnce);
    if (rows.length === 0) return;
    let batch = empty();
    for (const { id, source, body } of rows) {
      await addNews(desk, source, await read(desk, source, body), batch);
      batch.deliveries.push(id);
      if (batch.signals.length < signalsAtOnce) continue;
      await desk.store.alerts.apply(batch.signals, rulesOf(desk), batch);
      batch = empty();
    }
    if (batch.deliveries.length > 0) await desk.store.alerts.apply(batch.signals, rulesOf(desk), batch);
  }
}

/** What was worked in before, and is known by its id, is no news. */
async function addNews(desk: Desk, source: string, all: readonly News[], batch: Batch): Promise<void> {
  const nowMs = desk.clock.now();
  const ids = all.flatMap(({ once }) => once?.id ?? []);
  const known = new Set(ids.length === 0 ? [] : await desk.store.intake.seen(source, ids, nowMs));
  for (const { id, source: of } of batch.seen) if (of === source) known.add(id);
  for (const { once, ...signal } of all) {
    if (once !== undefined && known.has(once.id)) continue;
    batch.signals.push(signal);
    if (once !== undefined) batch.seen.push({ source, id: once.id, untilMs: nowMs + once.withinMs });
  }
}

async function read(desk: Desk, name: string, body: string): Promise<readonly News[]> {
  const sources = desk.settings().intake ?? {};
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (source === undefined) {
    desk.log('warn', 'a delivery of a source that is no longer configured was dropped', { source: name });
    return [];
  }
  try {
    const digest = source.kind === 'json' ? await digestOf(body) : '';
    return await newsOf(desk, name, source, JSON.parse(body), digest);
  } catch (error) {
    desk.log('error', 'a delivery could not be read', { source: name, error: String(error) });
    return [];
  }
}

/** What a source says of the systems it may speak of, with every known secret masked. */
export async function newsOf(
  desk: Desk,
  name: string,
  source: Source,
  body: unknown,
  digest = '',
): Promise<readonly News[]> {
  const all = signalsOf(body, { source, name, inventory: desk.inventory(), nowMs: desk.clock.now(), digest });
  const signals = all.filter(({ system }) => mayName(source, system));
  if (signals.length < all.length)
    desk.log('warn', 'alerts of systems a source may not speak of were dropped', {
      source: name,
      dropped: all.length - signals.length,
    });
  const masked: News[] = [];
  for (let at = 0; at < signals.length; at += maskedAtOnce) {
    // One body may hold ten thousands; what else there is to do has its turn between.
    if (at > 0) await new Promise((resolve) => setImmediate(resolve));
    masked.push(...desk.redactor.json(signals.slice(at, at + maskedAtOnce)));
  }
  return masked;
}

const digestOf = async (body: string): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body))).toString('hex');
