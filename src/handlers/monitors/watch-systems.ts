import pLimit from 'p-limit';
import type { System } from '../../actions/inventory.ts';
import type { Monitor } from '../../actions/monitors/monitor.ts';
import { monitorsOf } from '../../actions/monitors/monitors-of.ts';
import { rulesOf } from '../alerts/alert-rules.ts';
import type { Desk } from '../desk.ts';
import { type Loop, startLoop } from '../loop.ts';
import { lookAt, openWatch, type SystemWatch } from './system-watch.ts';

/** Systems looked at at the same time; each asks its hosts once. */
const atOnce = 24;
const tickMs = 250;
const roundLimitMs = 60_000;
const spreadMs = 15_000;
const keptMs = 30 * 86_400_000;
const fineMs = 2 * 86_400_000;

interface Watched {
  watch: SystemWatch | undefined;
  looking: boolean;
  /** When each monitor is next due, monotonic. */
  readonly next: Map<string, number>;
}

/**
 * Looks at every system on time: the monitors of one system that are due together share one batch a host. Systems are
 * spread over their interval, none is looked at twice at once, and only the process that is the bot looks.
 */
export function startMonitors(desk: Desk, isBot: () => Promise<boolean>): Loop {
  const end = new AbortController();
  const limit = pLimit(atOnce);
  const systems = new Map<string, Watched>();
  const going = new Set<Promise<void>>();
  let known = '';

  const look = async (system: System, due: readonly Monitor[], watched: Watched): Promise<void> => {
    watched.watch ??= await openWatch(desk, system.id);
    const signal = AbortSignal.any([end.signal, AbortSignal.timeout(roundLimitMs)]);
    const signals = await lookAt(desk, system, due, watched.watch, signal);
    if (signals.length > 0) await desk.store.alerts.apply(desk.redactor.json(signals), rulesOf(desk));
  };

  const begin = (system: System, due: readonly Monitor[], watched: Watched): void => {
    watched.looking = true;
    const work = limit(() => look(system, due, watched))
      .catch((error: unknown) => {
        if (!end.signal.aborted)
          desk.log('error', 'a system could not be looked at', { system: system.id, error: String(error) });
        // What was said is read again from what is kept.
        watched.watch = undefined;
      })
      .finally(() => {
        watched.looking = false;
        going.delete(work);
      });
    going.add(work);
  };

  const tick = async (): Promise<void> => {
    if (!(await isBot())) {
      // Whoever looks meanwhile opens and ends alerts: what was said is read again at the next turn.
      for (const watched of systems.values()) if (!watched.looking) watched.watch = undefined;
      return;
    }
    const { systems: all, version } = desk.settings();
    if (version !== known) {
      known = version;
      await endUnwatched(desk, all);
      const ids = new Set(all.map(({ id }) => id));
      for (const id of systems.keys()) if (!ids.has(id)) systems.delete(id);
    }
    const nowMs = desk.clock.monotonic();
    for (const system of all) {
      const monitors = monitorsOf(system);
      if (monitors.length === 0) continue;
      const watched = systems.get(system.id) ?? { watch: undefined, looking: false, next: new Map<string, number>() };
      systems.set(system.id, watched);
      if (watched.looking) continue;
      // What a run did shows at once, not at the next beat.
      if (desk.workedOn.delete(system.id)) for (const { id } of monitors) watched.next.set(id, nowMs);
      const due = monitors.filter(({ id, everyMs }) => {
        const at = watched.next.get(id) ?? nowMs + (spread(system.id) % Math.min(everyMs, spreadMs));
        watched.next.set(id, at);
        return at <= nowMs;
      });
      // Kept to its own beat; what a long look missed is not made up for.
      for (const { id, everyMs } of due) {
        const at = watched.next.get(id) ?? nowMs;
        watched.next.set(id, at + everyMs * (1 + Math.floor((nowMs - at) / everyMs)));
      }
      if (due.length > 0) begin(system, due, watched);
    }
  };

  const loops = [
    startLoop(desk, 'looking at the systems', tickMs, tick),
    startLoop(desk, 'tidying the samples', 3_600_000, async () => {
      const nowMs = desk.clock.now();
      await desk.store.alerts.forgetEndings(nowMs - keptMs);
      await desk.store.samples.prune(nowMs - keptMs, nowMs - fineMs);
    }),
  ];
  return {
    async stop() {
      end.abort(new Error('the process must end'));
      await Promise.all(loops.map((loop) => loop.stop()));
      await Promise.all(going);
    },
  };
}

/** Alerts of monitors that no longer are will never be measured well: they end with the configuration. */
async function endUnwatched(desk: Desk, all: readonly System[]): Promise<void> {
  const nowMs = desk.clock.now();
  const watched = new Map(all.map((system) => [system.id, new Set(monitorsOf(system).map(({ id }) => id))]));
  const gone = (await desk.store.alerts.firing('monitor')).filter(({ system = '', service, labels }) => {
    const monitors = watched.get(system);
    const monitor = labels?.monitor ?? '';
    const isHost = monitor === 'host' && (monitors?.size ?? 0) > 0;
    if (monitors === undefined || (!isHost && !monitors.has(monitor))) return true;
    return service !== undefined && desk.inventory().service(system, service) === undefined;
  });
  if (gone.length === 0) return;
  const ended = gone.map((signal) => ({ ...signal, state: 'resolved' as const, endsAtMs: nowMs }));
  await desk.store.alerts.apply(ended, rulesOf(desk));
}

/** Where in its interval a system has its turn: the same at each start. */
const spread = (id: string): number =>
  [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
