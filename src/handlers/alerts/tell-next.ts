import type { Desk } from '../desk.ts';
import { alertSettingsOf } from './alert-rules.ts';
import { hushOf } from './hushed.ts';
import { remind } from './show-alerts.ts';

/** Who did not acknowledge in time is told once more; then the next person of the chain, until there is none. */
export async function tellNext(desk: Desk): Promise<void> {
  const nowMs = desk.clock.now();
  const due = await desk.store.alerts.due(nowMs);
  if (due.length === 0) return;
  const silences = await desk.store.silences.open(nowMs);
  const { tellAfter } = alertSettingsOf(desk);
  for (const alert of due) {
    const hush = await hushOf(desk, alert, silences);
    const told = alert.told + (hush === undefined ? 1 : 0);
    const isLast = told >= Math.max(1, alert.chain.length);
    const at = hush !== undefined || !isLast ? nowMs + tellAfter : undefined;
    if (hush !== undefined) await desk.store.alerts.postpone(alert.id, nowMs + tellAfter);
    else if (await desk.store.alerts.told(alert.id, told, at)) await remind(desk, { ...alert, told });
  }
}
