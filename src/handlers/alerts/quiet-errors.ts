import type { Desk } from '../desk.ts';
import { rulesOf } from './alert-rules.ts';

/** Errors of sources that never say "over" are over when they did not come again for their time. */
export async function quietErrors(desk: Desk): Promise<void> {
  const nowMs = desk.clock.now();
  for (const [name, source] of Object.entries(desk.settings().intake ?? {})) {
    const quietAfter = 'quietAfter' in source ? source.quietAfter : undefined;
    if (quietAfter === undefined) continue;
    const quiet = await desk.store.alerts.firing(name, nowMs - quietAfter);
    if (quiet.length === 0) continue;
    const ended = quiet.map((signal) => ({ ...signal, state: 'resolved' as const, endsAtMs: nowMs }));
    await desk.store.alerts.apply(ended, rulesOf(desk));
  }
}
