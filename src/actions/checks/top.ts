import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { dotted } from '../joined.ts';
import { servicesNamed } from '../named-system.ts';
import { environmentName, serviceName, systemName } from '../names.ts';
import { type Block, worst } from '../report.ts';
import { ok } from '../result.ts';
import { outside, texts } from '../text.ts';
import { name } from '../values.ts';
import { machineFindings } from './machine-findings.ts';
import { rounded, type Surveyed, survey } from './survey.ts';

const say = texts('top', {
  summary: {
    en: "CPU, memory and load of the hosts, and of each process of the system's services.",
    zh: '主机的 CPU、内存和负载,以及各服务每个进程的占用。',
  },
  busiest: { en: 'busiest {service} {percent} % cpu', zh: '最忙 {service},CPU {percent} %' },
  service: { en: 'service', zh: '服务' },
  pid: { en: 'pid', zh: '进程' },
  process: { en: 'process', zh: '程序' },
  cpu: { en: 'cpu %', zh: 'CPU %' },
  memory: { en: 'memory', zh: '内存' },
  value: { en: '{value}', zh: '{value}' },
});

/** More processes of one service are left out, the idlest. */
const rowsPerService = 12;

export const top = defineQuery({
  name: 'top',
  aliases: ['资源'],
  summary: say.summary(),
  examples: ['/top talentlens', '/top llm', '/资源 教学'],
  takes: { system: { word: 'system', optional: true }, service: { word: 'service', optional: true } },
  input: z.strictObject({ system: name, service: name.optional() }),
  permission: 'system:read',
  timeoutMs: 30_000,
  everySystem: true,
  async report(input, context) {
    const found = servicesNamed(context.inventory, input);
    if (!found.ok) return found;
    const { system, services } = found.value;
    const surveyed = await survey(system, services, context);
    const findings = machineFindings(surveyed, system, 'load');
    return ok({
      verdict: worst(findings.map(({ mark }) => mark)),
      headline: dotted([systemName(system), busiestWords(surveyed), environmentName(system.environment)]),
      measuredAtMs: context.now(),
      blocks: [{ type: 'findings', findings }, ...processTable(surveyed)],
      next: [],
    });
  },
});

function busiestWords({ services }: Surveyed) {
  const [busiest] = services.toSorted((a, b) => (b.usage?.cpuPercent ?? -1) - (a.usage?.cpuPercent ?? -1));
  return busiest?.usage === undefined
    ? undefined
    : say.busiest({ service: serviceName(busiest.service), percent: rounded(busiest.usage.cpuPercent) });
}

function processTable({ services }: Surveyed): readonly Block[] {
  const rows = services.flatMap(({ service, usage }) =>
    (usage?.processes ?? [])
      .toSorted((a, b) => b.cpuPercent - a.cpuPercent || b.memoryBytes - a.memoryBytes)
      .slice(0, rowsPerService)
      .map(({ pid, name: program, cpuPercent, memoryBytes }) => [
        serviceName(service),
        say.value({ value: String(pid) }),
        outside(program),
        say.value({ value: rounded(cpuPercent) }),
        say.value({ value: { bytes: memoryBytes } }),
      ]),
  );
  const columns = [say.service(), say.pid(), say.process(), say.cpu(), say.memory()];
  return rows.length === 0 ? [] : [{ type: 'table', columns, rows }];
}
