import type { System } from '../inventory.ts';
import { monitorKinds } from './kinds/table.ts';
import type { Monitor } from './monitor.ts';

/** What is watched of a system; a monitor that is off, or has no kind, is not. */
export function monitorsOf(system: System): readonly Monitor[] {
  return Object.entries(system.monitors).flatMap(([id, spec]): readonly Monitor[] => {
    if (spec.kind === undefined || spec.off === true) return [];
    const kind = monitorKinds[spec.kind];
    const limits = kind.limits(spec, system);
    const least = Math.min(limits.warning ?? Number.POSITIVE_INFINITY, limits.critical ?? Number.POSITIVE_INFINITY);
    return [
      {
        id,
        system: system.id,
        kind: spec.kind,
        everyMs: spec.every ?? kind.everyMs,
        forMs: spec.for ?? 0,
        times: spec.times ?? 1,
        // A twentieth of the limit, so that a value that wavers around it is one alert and not many.
        limits: { ...limits, clears: spec.clears ?? (Number.isFinite(least) ? least / 20 : 0) },
        spec,
      },
    ];
  });
}
