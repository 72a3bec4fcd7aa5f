import { judgeDisk, judgeMemory } from '../../../actions/checks/judging/judge-resources.ts';
import { causesFirst } from '../../../actions/checks/judging/root-cause.ts';
import { look } from '../../../actions/checks/look.ts';
import type { System } from '../../../actions/inventory.ts';
import { serviceName } from '../../../actions/names.ts';
import { type Finding, type Verdict, worst } from '../../../actions/report.ts';
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
  const looked = await look(system, system.services, actionContext(desk, signal));
  const judged = causesFirst(looked.services);
  // As configured, so that nothing changes its place when something breaks.
  const inOrder = system.services.flatMap(({ id }) => judged.filter(({ service }) => service.id === id));
  const services = inOrder.map(({ service, verdict, text }) => ({
    id: service.id,
    mark: verdict,
    label: serviceName(service),
    text,
  }));
  const resources = looked.hosts.flatMap(({ host, observed }): readonly Finding[] => {
    if (!observed.ok) return []; // its services say so
    const named = looked.hosts.length > 1 ? host : undefined;
    const { disks, memory } = observed.value;
    return [
      ...disks.map((disk) => judgeDisk(disk, system.thresholds, named)),
      ...(memory === undefined ? [] : [judgeMemory(memory, system.thresholds, named)]),
    ];
  });
  const verdict = worst([...services, ...resources].map(({ mark }) => mark));
  return { verdict, measuredAtMs: desk.clock.now(), services, resources };
}
