import type { System } from '../inventory.ts';
import type { ActionContext } from '../ports.ts';
import { type Finding, type Verdict, worst } from '../report.ts';
import { askData, type DataJudged } from './data-findings.ts';
import { judgeDisk, judgeMemory } from './judging/judge-resources.ts';
import { causesFirst } from './judging/root-cause.ts';
import { type Looked, look } from './look.ts';

/** How a system is, judged once for everything that shows it. */
export interface MeasuredSystem {
  readonly looked: Looked;
  /** The worst first, see `causesFirst`. */
  readonly services: Looked['services'];
  /** Disks and memory of the hosts that answered; of the others their services speak. */
  readonly resources: readonly Finding[];
  /** Databases and backups. */
  readonly data: DataJudged;
  readonly verdict: Verdict;
  readonly measuredAtMs: number;
}

/** Services, machines, databases and backups, in one batch per host. */
export async function measureSystem(system: System, context: ActionContext): Promise<MeasuredSystem> {
  const asked = askData(system);
  const looked = await look(system, system.services, context, asked.questions);
  return judgeLooked(system, looked, await asked.judge(looked, context), context.now());
}

/** What to make of answers, of some services or of all. */
export function judgeLooked(system: System, looked: Looked, data: DataJudged, measuredAtMs: number): MeasuredSystem {
  const services = causesFirst(looked.services);
  const resources = resourceFindings(looked, system);
  const marks = [
    ...services.map(({ verdict }) => verdict),
    ...[...resources, ...data.findings].map(({ mark }) => mark),
  ];
  return { looked, services, resources, data, verdict: worst(marks), measuredAtMs };
}

function resourceFindings({ hosts }: Looked, system: System): readonly Finding[] {
  return hosts.flatMap(({ host, observed }) => {
    if (!observed.ok) return []; // said already
    const named = hosts.length > 1 ? host : undefined;
    const { disks, memory } = observed.value;
    return [
      ...disks.map((disk) => judgeDisk(disk, system.thresholds, named)),
      ...(memory === undefined ? [] : [judgeMemory(memory, system.thresholds, named)]),
    ];
  });
}
