import * as z from 'zod';
import type { System } from '../../actions/inventory.ts';
import { type Held, hold, levelOf } from '../../actions/monitors/level.ts';
import { measure } from '../../actions/monitors/measure.ts';
import type { Measured, Memo, Monitor } from '../../actions/monitors/monitor.ts';
import { verdicts } from '../../actions/report.ts';
import { texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import { actionContext } from '../gate/contexts.ts';
import type { AlertLevel, Signal } from '../store/alerts.ts';

const say = texts('watch', { gone: { en: 'not there any more', zh: '已不存在' } });

const level = z.enum(verdicts);
const memorySpec = z.object({
  held: z.record(
    z.string(),
    z.object({
      level,
      sinceMs: z.number(),
      coming: z.object({ level, sinceMs: z.number(), times: z.number() }).optional(),
    }),
  ),
  memo: z.record(z.string(), z.unknown()),
});

interface Memory {
  readonly held: Map<string, Held>;
  readonly memo: Map<string, unknown>;
}

/** What a system's monitors know from look to look; kept across restarts, so that a `for` goes on. */
export interface SystemWatch {
  readonly memories: Map<string, Memory>;
  /** What was last said of a fingerprint, and when: words that waver are not said at each look. */
  readonly said: Map<string, { readonly level: AlertLevel; readonly atMs: number }>;
}

/** Words of an alert that goes on are renewed so often. */
const renewMs = 60_000;
/** The monitor of hosts themselves, which nobody configures: a silent one is one alert. */
const hostMonitor = 'host';

export async function openWatch(desk: Desk, systemId: string): Promise<SystemWatch> {
  const kept = await desk.store.samples.memory(systemId);
  const memories = new Map<string, Memory>();
  for (const [monitor, body] of kept) {
    const read = memorySpec.safeParse(JSON.parse(body)).data;
    if (read === undefined) continue;
    const held = Object.entries(read.held).map(([subject, { coming, ...rest }]) => {
      return [subject, coming === undefined ? rest : { ...rest, coming }] as const;
    });
    memories.set(monitor, { held: new Map(held), memo: new Map(Object.entries(read.memo)) });
  }
  const firing = await desk.store.alerts.firing('monitor');
  const said = firing
    .filter(({ system }) => system === systemId)
    .map(({ fingerprint, level: was }) => [fingerprint, { level: was, atMs: 0 }] as const);
  return { memories, said: new Map(said) };
}

/** Looks once at what is due; what fires and what is over, and the values to keep. */
export async function lookAt(
  desk: Desk,
  system: System,
  due: readonly Monitor[],
  watch: SystemWatch,
  signal: AbortSignal,
): Promise<readonly Signal[]> {
  const measurements = await measure(system, due, actionContext(desk, signal), (monitor) => memoOf(watch, monitor.id));
  if (signal.aborted) return [];
  const worked = await workedOn(desk, system.id);
  const nowMs = desk.clock.now();
  const signals: Signal[] = [];
  const samples: { system: string; monitor: string; subject: string; value: number }[] = [];
  const hosts = new Map<string, Measured | undefined>();
  for (const { monitor, measured } of measurements) {
    for (const subject of vanished(watch, monitor, measured))
      signals.push(...judge(watch, monitor, gone(subject), nowMs));
    for (const each of measured) {
      if (each.silentHost !== undefined) {
        hosts.set(each.silentHost, each);
        continue;
      }
      if (each.host !== undefined && !hosts.has(each.host)) hosts.set(each.host, undefined);
      if (each.pending === true || worked(each.service)) continue;
      if (each.value !== undefined && Number.isFinite(each.value))
        samples.push({ system: system.id, monitor: monitor.id, subject: each.subject, value: each.value });
      signals.push(...judge(watch, monitor, each, nowMs));
    }
  }
  const host: Monitor = { ...unwatched, id: hostMonitor, system: system.id };
  for (const [name, silence] of hosts) {
    const what = silence ?? {
      subject: name,
      host: name,
      label: { outside: name },
      text: { outside: name },
      verdict: 'ok' as const,
    };
    signals.push(...judge(watch, host, what, nowMs));
  }
  if (samples.length > 0) await desk.store.samples.add(samples, nowMs);
  await desk.store.samples.remember(system.id, bodies(watch, new Set([...due.map(({ id }) => id), hostMonitor])));
  return signals;
}

/** What an alarm is held for and a look that lacks nothing does not find any more: a file system that was taken away. */
function vanished(watch: SystemWatch, monitor: Monitor, measured: readonly Measured[]): readonly string[] {
  const isWhole = measured.every(({ silentHost, value, verdict }) => {
    return silentHost === undefined && verdict !== 'unknown' && (verdict !== undefined || value !== undefined);
  });
  if (measured.length === 0 || !isWhole) return [];
  const found = new Set(measured.map(({ subject }) => subject));
  const { held } = memoryOf(watch, monitor.id);
  return [...held].flatMap(([subject, { level: was }]) => (was === 'ok' || found.has(subject) ? [] : [subject]));
}

const gone = (subject: string): Measured => ({
  subject,
  label: { outside: subject },
  text: say.gone(),
  verdict: 'ok',
});

/** What a run has its hands on says nothing meanwhile: a restart is no outage. */
async function workedOn(desk: Desk, system: string): Promise<(service: string | undefined) => boolean> {
  const runs = await desk.store.runs.list({ limit: 20, system, states: ['running'] });
  const held = new Set(
    runs.flatMap(({ plan }) => plan.locks.filter(({ mode }) => mode === 'exclusive').map(({ resource }) => resource)),
  );
  return (service) =>
    held.has(`system:${system}`) || (service !== undefined && held.has(`service:${system}/${service}`));
}

const unwatched: Omit<Monitor, 'id' | 'system'> = {
  kind: 'service',
  everyMs: 0,
  forMs: 0,
  times: 1,
  limits: { clears: 0 },
  spec: {},
};

function judge(watch: SystemWatch, monitor: Monitor, measured: Measured, nowMs: number): readonly Signal[] {
  const { held } = memoryOf(watch, monitor.id);
  const before = held.get(measured.subject);
  const now = hold(before, levelOf(measured, monitor.limits, before?.level ?? 'ok'), nowMs, monitor);
  held.set(measured.subject, now);
  const signal = signalOf(monitor, measured, now);
  const said = watch.said.get(signal.fingerprint);
  if (now.level === 'ok') {
    // Nothing was said of it: a thing that is well has no ending.
    if (said === undefined) return [];
    watch.said.delete(signal.fingerprint);
    // Never before it began, though the clock was set back: that would be news of an earlier time, which ends nothing.
    return [{ ...signal, level: said.level, state: 'resolved', endsAtMs: Math.max(nowMs, before?.sinceMs ?? nowMs) }];
  }
  if (said !== undefined && said.level === now.level && nowMs - said.atMs < renewMs) return [];
  // Judged unknown while it is held at worse: what it was is still what is known.
  if (
    said?.level === now.level &&
    levelOf(measured, monitor.limits, now.level) === 'unknown' &&
    now.level !== 'unknown'
  )
    return [];
  watch.said.set(signal.fingerprint, { level: now.level, atMs: nowMs });
  return [{ ...signal, level: now.level }];
}

export const fingerprintOf = (system: string, monitor: string, subject: string): string =>
  `monitor:${system}/${monitor}/${subject}`;

function signalOf(
  monitor: Monitor,
  { subject, service, host, label, text }: Measured,
  { sinceMs, level: now }: Held,
): Signal {
  return {
    fingerprint: fingerprintOf(monitor.system, monitor.id, subject),
    group: `monitor:${monitor.system}/${monitor.id}`,
    state: 'firing',
    level: now === 'ok' ? 'unknown' : now,
    source: 'monitor',
    system: monitor.system,
    ...(service === undefined ? {} : { service }),
    ...(host === undefined ? {} : { host }),
    name: monitor.id,
    title: label,
    text,
    labels: { monitor: monitor.id, subject },
    startsAtMs: sinceMs,
  };
}

function memoryOf(watch: SystemWatch, monitor: string): Memory {
  const memory = watch.memories.get(monitor) ?? { held: new Map(), memo: new Map() };
  watch.memories.set(monitor, memory);
  return memory;
}

const memoOf = (watch: SystemWatch, monitor: string): Memo => memoryOf(watch, monitor).memo;

const bodies = (watch: SystemWatch, monitors: ReadonlySet<string>): ReadonlyMap<string, string> =>
  new Map(
    [...watch.memories].flatMap(([monitor, { held, memo }]) =>
      monitors.has(monitor)
        ? [[monitor, JSON.stringify({ held: Object.fromEntries(held), memo: Object.fromEntries(memo) })]]
        : [],
    ),
  );
