import { measureSystem } from '../../../actions/checks/measure-system.ts';
import type { System } from '../../../actions/inventory.ts';
import { serviceName } from '../../../actions/names.ts';
import type { Finding, Verdict } from '../../../actions/report.ts';
import type { Desk } from '../../../handlers/desk.ts';
import { actionContext } from '../../../handlers/gate/contexts.ts';

/** A system is measured at most so often, for everybody who looks. */
const freshMs = 4_000;
const limitMs = 20_000;

export interface Measured {
  readonly verdict: Verdict;
  readonly measuredAtMs: number;
  /** In the order of the configuration. */
  readonly services: readonly (Finding & { readonly id: string })[];
  readonly resources: readonly Finding[];
  /** Databases and backups. */
  readonly data: readonly Finding[];
}

export interface Board {
  /** As measured a moment ago, or now. */
  measure(system: System): Promise<Measured>;
}

/** Measures what is looked at, as `/health` does, and nothing while nobody looks. */
export function makeBoard(desk: Desk, signal: AbortSignal): Board {
  const newest = new Map<
    string,
    { readonly of: System; readonly atMs: number; readonly measured: Promise<Measured> }
  >();
  return {
    measure(system) {
      const before = newest.get(system.id);
      const atMs = desk.clock.monotonic();
      if (before !== undefined && before.of === system && atMs - before.atMs < freshMs) return before.measured;
      const measured = measureNow(desk, system, AbortSignal.any([signal, AbortSignal.timeout(limitMs)]));
      newest.set(system.id, { of: system, atMs, measured });
      measured.catch(() => newest.delete(system.id));
      return measured;
    },
  };
}

async function measureNow(desk: Desk, system: System, signal: AbortSignal): Promise<Measured> {
  const measured = await measureSystem(system, actionContext(desk, signal));
  // As configured, so that nothing changes its place when something breaks.
  const inOrder = system.services.flatMap(({ id }) => measured.services.filter(({ service }) => service.id === id));
  const services = inOrder.map(({ service, verdict, text }) => ({
    id: service.id,
    mark: verdict,
    label: serviceName(service),
    text,
  }));
  const { verdict, measuredAtMs, resources, data } = measured;
  return { verdict, measuredAtMs, services, resources, data: data.findings };
}
