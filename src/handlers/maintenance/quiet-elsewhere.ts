import type { Block } from '../../actions/report.ts';
import { texts } from '../../actions/text.ts';
import { saidElsewhere } from '../alerts/said-elsewhere.ts';
import type { Desk } from '../desk.ts';
import type { MaintenanceWindow } from '../store/maintenance.ts';

const say = texts('maintenance-elsewhere', {
  goesOn: {
    en: 'Alertmanager still holds its silence, until {until} at the longest: {why}',
    zh: 'Alertmanager 中的静默未能取消,最迟 {until} 失效:{why}',
  },
});

/** Asks every Alertmanager that may speak of the system to be silent as long as the window lasts; what came of it. */
export async function quietElsewhere(desk: Desk, window: MaintenanceWindow): Promise<readonly Block[]> {
  const { id, system, untilMs, by, reason } = window;
  const asked = (await desk.silencesElsewhere?.makeFor(system, { untilMs, by, reason })) ?? [];
  const made = asked.flatMap((each) => (each.ok ? [each.value] : []));
  if (made.length > 0) await desk.store.maintenance.silenced(id, made);
  return saidElsewhere(asked);
}

/** Ends there what was made for the window; what runs out by itself at the same moment is let be. */
export async function heardElsewhere(desk: Desk, window: MaintenanceWindow, atMs: number): Promise<readonly Block[]> {
  if (atMs >= window.untilMs) return [];
  const ended = await Promise.all(
    window.elsewhere.map(
      async (there) => (await desk.silencesElsewhere?.end(there)) ?? { ok: true as const, value: undefined },
    ),
  );
  return ended.flatMap((each): readonly Block[] =>
    each.ok
      ? []
      : [
          {
            type: 'text',
            mark: 'warning',
            text: say.goesOn({ until: { atMs: window.untilMs }, why: each.failure.message }),
          },
        ],
  );
}
