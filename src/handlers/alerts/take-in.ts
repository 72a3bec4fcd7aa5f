import type { Desk } from '../desk.ts';
import type { Signal } from '../store/alerts.ts';
import { rulesOf } from './alert-rules.ts';
import { signalsOf } from './sources/signals-of.ts';

/** Deliveries worked in with one commit; rounds of it at a time, so that what else there is to do has its turn. */
const atOnce = 500;
const rounds = 20;
/** Alerts of one commit: a delivery may hold thousands. */
const signalsAtOnce = 2_000;

/** Works in what came in over HTTP, oldest first; a delivery is dropped in the commit that keeps what it says. */
export async function takeIn(desk: Desk): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const rows = await desk.store.intake.waiting(atOnce);
    if (rows.length === 0) return;
    let signals: Signal[] = [];
    let done: number[] = [];
    for (const { id, source, body } of rows) {
      signals.push(...read(desk, source, body));
      done.push(id);
      if (signals.length < signalsAtOnce) continue;
      await desk.store.alerts.apply(signals, rulesOf(desk), done);
      signals = [];
      done = [];
    }
    if (done.length > 0) await desk.store.alerts.apply(signals, rulesOf(desk), done);
  }
}

function read(desk: Desk, name: string, body: string): readonly Signal[] {
  const sources = desk.settings().intake ?? {};
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (source === undefined) {
    desk.log('warn', 'a delivery of a source that is no longer configured was dropped', { source: name });
    return [];
  }
  try {
    const signals = signalsOf(JSON.parse(body), { source, name, inventory: desk.inventory(), nowMs: desk.clock.now() });
    return desk.redactor.json(signals);
  } catch (error) {
    desk.log('error', 'a delivery could not be read', { source: name, error: String(error) });
    return [];
  }
}
