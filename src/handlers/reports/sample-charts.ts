import type { System } from '../../actions/inventory.ts';
import { monitorKinds } from '../../actions/monitors/kinds/table.ts';
import type { Monitor } from '../../actions/monitors/monitor.ts';
import { monitorsOf } from '../../actions/monitors/monitors-of.ts';
import type { Block } from '../../actions/report.ts';
import { type Text, texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';

const say = texts('report-charts', {
  resources: { en: 'CPU and memory use in %, last {window}', zh: 'CPU 与内存使用率(%),最近 {window}' },
  answers: { en: 'response time of the services in ms, last {window}', zh: '服务响应时间(毫秒),最近 {window}' },
});

export type Chart = Extract<Block, { readonly type: 'chart' }>;

const points = 240;
/** Fewer are no course. */
const leastPoints = 3;

/** What the monitors kept of a system's hosts and services over some time, as charts. */
export async function sampleCharts(desk: Desk, system: System, windowMs: number): Promise<readonly Chart[]> {
  const monitors = monitorsOf(system);
  const window = { window: { durationMs: windowMs } };
  const hosts = [...new Set(system.services.map(({ host }) => host))];
  const services = system.services.filter(({ health }) => health !== undefined).map(({ id }) => id);
  const of = (kinds: readonly string[]) => monitors.filter(({ kind }) => kinds.includes(kind));
  const charts = await Promise.all([
    chartOf(desk, of(['cpu', 'memory']), hosts, windowMs, say.resources(window)),
    chartOf(desk, of(['service']), services, windowMs, say.answers(window)),
  ]);
  return charts.filter((chart) => chart.series.length > 0);
}

async function chartOf(
  desk: Desk,
  monitors: readonly Monitor[],
  subjects: readonly string[],
  windowMs: number,
  alt: Text,
): Promise<Chart> {
  const untilMs = desk.clock.now();
  const range = { sinceMs: untilMs - windowMs, untilMs, points };
  const series = await Promise.all(
    monitors.flatMap(({ id, kind, system }) =>
      subjects.map(async (subject) => ({
        name: kind === 'service' ? subject : `${kind} ${subject}`,
        points: await desk.store.samples.read({ system, monitor: id, subject, ...range }),
      })),
    ),
  );
  const [first] = monitors;
  return {
    type: 'chart',
    series: series.filter((each) => each.points.length >= leastPoints),
    unit: first === undefined ? '' : monitorKinds[first.kind].unit,
    alt,
  };
}
