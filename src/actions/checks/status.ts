import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { type Answers, askHosts, type Question } from '../ask-hosts.ts';
import { connectionsArgv, connectionsSeen } from '../host/connections.ts';
import type { Service, System } from '../inventory.ts';
import { dotted } from '../joined.ts';
import { environmentName, serviceName, spoken, systemName } from '../names.ts';
import { type Block, type Finding, type Verdict, worst } from '../report.ts';
import { ok } from '../result.ts';
import { probeState } from '../runtimes/probe-state.ts';
import type { ServiceState } from '../runtimes/runtime.ts';
import { stateWords } from '../services/state-words.ts';
import { type Text, texts } from '../text.ts';
import { name } from '../values.ts';
import { judgeCpu } from './judging/judge-cpu.ts';
import { judgeDisk, judgeMemory } from './judging/judge-resources.ts';
import { lookedAt } from './looked-at.ts';
import { measureProcesses, rounded, usageOf } from './measure-processes.ts';
import { observeHost } from './observe-host.ts';

const say = texts('status', {
  summary: {
    en: 'State of each service: since when, pid, CPU, memory, last exit; `full` adds the host and connections.',
    zh: '各服务状态:启动时间、进程号、CPU、内存、上次退出;加 full 显示主机资源和连接数。',
  },
  allRun: { en: 'all {count} running', zh: '{count} 个服务全部运行中' },
  someRun: { en: '{running} of {count} running', zh: '{count} 个服务中 {running} 个运行中' },
  silent: { en: 'not known: {why}', zh: '情况不明:{why}' },
  cpu: { en: 'cpu {percent} %', zh: 'CPU {percent} %' },
  share: { en: '{percent} % of memory', zh: '占内存 {percent} %' },
  connections: { en: 'connections on :{port}', zh: '端口 {port} 连接数' },
  count: { en: '{count}', zh: '{count}' },
});

const marks: Readonly<Record<ServiceState['state'], Verdict>> = {
  running: 'ok',
  starting: 'warning',
  stopped: 'critical',
  failed: 'critical',
  stranger: 'critical',
  unknown: 'unknown',
};

export const status = defineQuery({
  name: 'status',
  aliases: ['状态'],
  summary: say.summary(),
  examples: ['/status teaching', '/status llm', '/status teaching full', '/状态 大模型'],
  takes: {
    system: { word: 'system', optional: true },
    service: { word: 'service', optional: true },
    detail: { word: 'choice', optional: true, choices: { full: ['完整', '详细'] } },
  },
  input: z.strictObject({ system: name, service: name.optional(), detail: z.literal('full').optional() }),
  permission: 'system:read',
  timeoutMs: 30_000,
  everySystem: true,
  async report(input, context) {
    const found = lookedAt(context.inventory, input);
    if (!found.ok) return found;
    const { system, services } = found.value;
    const asked = questionsAbout(system, services);
    const answers = await askHosts(
      context,
      [...asked.states.values(), ...asked.hosts.flatMap((each) => each.all)],
      10_000,
    );
    const states = services.map((service) => serviceFinding(service, asked, answers));
    const running = states.filter(({ mark }) => mark === 'ok').length;
    const machine = input.detail === 'full' ? machineBlocks(system, services, asked, answers) : [];
    const verdict = worst([
      ...states.map(({ mark }) => mark),
      ...machine.flatMap((block) => (block.type === 'findings' ? block.findings.map(({ mark }) => mark) : [])),
    ]);
    const [only] = services;
    const counted =
      running === services.length ? say.allRun({ count: running }) : say.someRun({ running, count: services.length });
    const subject = input.service !== undefined && only !== undefined ? serviceName(only) : systemName(system);
    const down = services.filter((_, at) => states[at]?.mark === 'critical');
    return ok({
      verdict,
      headline: dotted([subject, counted, environmentName(system.environment)]),
      measuredAtMs: context.now(),
      blocks: [{ type: 'findings', findings: states }, ...machine],
      next: down.slice(0, 2).map((service) => `/restart ${spoken(service, context.inventory)}`),
    });
  },
});

interface Asked {
  readonly states: ReadonlyMap<Service, Question<ServiceState>>;
  readonly hosts: readonly (ReturnType<typeof questionsOf> & { readonly host: string })[];
}

function questionsAbout(system: System, services: readonly Service[]): Asked {
  const hosts = [...new Set(services.map(({ host }) => host))];
  return {
    states: new Map(services.map((service) => [service, probeState(service)])),
    hosts: hosts.map((host) => ({ host, ...questionsOf(host, system) })),
  };
}

function questionsOf(host: string, system: System) {
  const processes = measureProcesses(host);
  const machine = observeHost(host, [system.folder]);
  const connections: Question<ReadonlyMap<number, number>> = {
    host,
    commands: [connectionsArgv],
    read: ([answer]) => connectionsSeen(answer),
  };
  return { processes, machine, connections, all: [processes, machine, connections] as const };
}

function serviceFinding(service: Service, asked: Asked, answers: Answers): Finding {
  const label = serviceName(service);
  const question = asked.states.get(service);
  const host = asked.hosts.find((each) => each.host === service.host);
  if (question === undefined || host === undefined) throw new Error(`${service.id} was not asked about`);
  const state = answers(question);
  if (!state.ok) return { mark: 'unknown', label, text: say.silent({ why: state.failure.message }) };
  const [processes, machine] = [answers(host.processes), answers(host.machine)];
  const usage = usageOf(state.value.pid, processes.ok ? processes.value : undefined);
  const total = machine.ok ? machine.value.memory?.totalBytes : undefined;
  const text = dotted([
    stateWords(state.value),
    usage === undefined ? undefined : say.cpu({ percent: rounded(usage.cpuPercent) }),
    usage === undefined || !total ? undefined : say.share({ percent: rounded((100 * usage.memoryBytes) / total) }),
  ]);
  return { mark: marks[state.value.state], label, text };
}

function machineBlocks(
  system: System,
  services: readonly Service[],
  { hosts }: Asked,
  answers: Answers,
): readonly Block[] {
  const findings: Finding[] = [];
  const facts: { label: Text; value: Text }[] = [];
  for (const each of hosts) {
    const named = hosts.length > 1 ? each.host : undefined;
    const [processes, machine, connections] = [
      answers(each.processes),
      answers(each.machine),
      answers(each.connections),
    ];
    if (processes.ok && processes.value !== undefined)
      findings.push(judgeCpu(processes.value, system.thresholds, named));
    if (machine.ok) {
      const { memory, disks } = machine.value;
      if (memory !== undefined) findings.push(judgeMemory(memory, system.thresholds, named));
      findings.push(...disks.map((disk) => judgeDisk(disk, system.thresholds, named)));
    }
    if (!connections.ok) continue;
    for (const { host, port } of services) {
      if (host !== each.host || port === undefined) continue;
      const count = connections.value.get(port) ?? 0;
      facts.push({ label: say.connections({ port: String(port) }), value: say.count({ count }) });
    }
  }
  return [{ type: 'findings', findings }, ...(facts.length === 0 ? [] : [{ type: 'facts' as const, facts }])];
}
