import type { Desk } from '../desk.ts';
import { type Loop, startLoop } from '../loop.ts';
import { endMaintenance } from './end-maintenance.ts';
import { lookAfter } from './look-after.ts';

const lookEveryMs = 1_000;
const healthWithinMs = 60_000;

/** Windows end by themselves when their time is up, also those that an earlier process began. */
export function startMaintenance(desk: Desk): Loop {
  const end = new AbortController();
  const loop = startLoop(desk, 'ending maintenance', lookEveryMs, async () => {
    const nowMs = desk.clock.now();
    for (const window of await desk.store.maintenance.open()) {
      if (nowMs < window.untilMs) continue;
      const ended = await endMaintenance(desk, window, 'scheduler', {
        atMs: nowMs,
        principal: 'scheduler',
        via: 'scheduler',
        event: 'maintenance.ended',
        system: window.system,
        reason: window.reason,
        configuration: desk.settings().version,
      });
      const limit = AbortSignal.any([end.signal, AbortSignal.timeout(healthWithinMs)]);
      if (ended !== undefined) await lookAfter(desk, window, limit);
    }
  });
  return {
    async stop() {
      end.abort(new Error('the process must end'));
      await loop.stop();
    },
  };
}
