import { monitorKinds } from '../../actions/monitors/kinds/table.ts';
import { monitorsOf } from '../../actions/monitors/monitors-of.ts';
import type { Block } from '../../actions/report.ts';
import { runtimeOf } from '../../actions/runtimes/table.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import { personName } from '../person-name.ts';
import type { Alert, AlertMember } from '../store/alerts.ts';
import type { Run } from '../store/runs.ts';
import { chartTitle } from './chart-title.ts';

const say = texts('alert.evidence', {
  changed: { en: 'what changed: {what}', zh: '近期变更:{what}' },
  run: { en: '{at} {summary} by {who} (run {id})', zh: '{at} {who} {summary}(运行 {id})' },
  nothing: { en: 'nothing was changed through me in the last {span}', zh: '最近 {span}内未通过值班机器人做过变更' },
  lines: { en: 'last lines of {service}:', zh: '{service} 的最后几行日志:' },
  fired: { en: 'alert', zh: '告警' },
  runAt: { en: 'run {id}', zh: '运行 {id}' },
  limit: {
    en: 'limit {limit}{unit, select, none {} other { {unit}}}',
    zh: '上限 {limit}{unit, select, none {} other { {unit}}}',
  },
});

const lookBackMs = 2 * 3_600_000;
const hourMs = 3_600_000;
const lines = 5;
const mostRuns = 3;

/** What helps to understand it: what was changed lately, the last words of the service, how the value went. */
export async function evidenceOf(
  desk: Desk,
  alert: Alert,
  members: readonly AlertMember[],
  signal: AbortSignal,
): Promise<readonly Block[]> {
  const parts = await Promise.allSettled([
    changedLately(desk, alert),
    lastLines(desk, members, signal),
    course(desk, alert, members),
  ]);
  return parts.flatMap((part) => (part.status === 'fulfilled' ? part.value : []));
}

async function changedLately(desk: Desk, { system, openedAtMs }: Alert): Promise<readonly Block[]> {
  if (system === undefined) return [];
  const lately = await changesSince(desk, system, openedAtMs - lookBackMs);
  const text =
    lately.length === 0
      ? say.nothing({ span: { durationMs: lookBackMs } })
      : say.changed({ what: { list: lately.slice(0, mostRuns).map((run) => runWords(desk, run)) } });
  return [{ type: 'text', text }];
}

/** Up to now, for what is found while somebody works on it is told too; newest first. Backups and what only looks change nothing. */
async function changesSince(desk: Desk, system: string, sinceMs: number): Promise<readonly Run[]> {
  const runs = await desk.store.runs.list({ limit: 20, system });
  return runs.filter(
    ({ startedAtMs, plan: { risk, action } }) =>
      startedAtMs > sinceMs && risk !== 'looks' && !action.startsWith('backup '),
  );
}

const runWords = (desk: Desk, { runId, startedAtMs, plan, requester }: Run): Text =>
  say.run({
    at: { atMs: startedAtMs },
    summary: plan.summary,
    who: personName(desk.settings(), requester),
    id: String(runId),
  });

async function lastLines(desk: Desk, members: readonly AlertMember[], signal: AbortSignal): Promise<readonly Block[]> {
  const inventory = desk.inventory();
  const [service] = members.flatMap(({ signal: { system, service: id } }) =>
    system === undefined || id === undefined ? [] : (inventory.service(system, id) ?? []),
  );
  if (service === undefined) return [];
  const answer = await desk.hosts.exec(service.host, runtimeOf(service).recentLog(service, lines), {
    signal,
    timeoutMs: 10_000,
    maxBytes: 8_192,
  });
  const text = answer.ok ? answer.value.stdout.trim() : '';
  if (text === '') return [];
  return [
    { type: 'text', text: say.lines({ service: outside(service.id) }) },
    { type: 'code', text: text.split('\n').slice(-lines).join('\n') },
  ];
}

/** Of what a monitor measures. */
async function course(
  desk: Desk,
  { openedAtMs, source }: Alert,
  members: readonly AlertMember[],
): Promise<readonly Block[]> {
  const [first] = members;
  const { monitor: id, subject } = first?.signal.labels ?? {};
  const system = desk.inventory().system(first?.signal.system ?? '');
  const monitor = system === undefined ? undefined : monitorsOf(system).find((each) => each.id === id);
  if (source !== 'monitor' || monitor === undefined || subject === undefined || first === undefined) return [];
  const untilMs = desk.clock.now();
  const points = await desk.store.samples.read({
    system: monitor.system,
    monitor: monitor.id,
    subject,
    sinceMs: untilMs - hourMs,
    untilMs,
    points: 120,
  });
  if (points.length < 3) return [];
  const changed = await changesSince(desk, monitor.system, openedAtMs - hourMs);
  const { warning, critical } = monitor.limits;
  const { unit } = monitorKinds[monitor.kind];
  const limit = (value: number | undefined, mark: 'warning' | 'critical') =>
    value === undefined ? [] : [{ value, mark, label: say.limit({ limit: value, unit: unit === '' ? 'none' : unit }) }];
  return [
    {
      type: 'chart',
      series: [{ name: subject, points }],
      unit,
      alt: chartTitle({
        kind: monitor.kind,
        subject: monitor.kind === 'service' ? first.signal.title : outside(subject),
        unit,
        windowMs: hourMs,
        points,
      }),
      thresholds: [...limit(warning, 'warning'), ...limit(critical, 'critical')],
      events: [
        ...changed
          .slice(0, mostRuns)
          .map(({ startedAtMs: atMs, runId }) => ({ atMs, label: say.runAt({ id: String(runId) }) })),
        { atMs: openedAtMs, label: say.fired() },
      ],
    },
  ];
}

/** What was done while it lasted, said once it is over. */
export async function mendedBy(desk: Desk, { system, openedAtMs, resolvedAtMs }: Alert): Promise<readonly Block[]> {
  if (system === undefined || resolvedAtMs === undefined) return [];
  const runs = await desk.store.runs.list({ limit: 20, system, states: ['succeeded'] });
  const during = runs.filter(({ startedAtMs }) => startedAtMs >= openedAtMs && startedAtMs <= resolvedAtMs);
  return during.slice(0, 2).map((run) => ({ type: 'text' as const, text: runWords(desk, run) }));
}
