import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { askHosts } from '../ask-hosts.ts';
import { dotted } from '../joined.ts';
import { environmentName, serviceName, systemName } from '../names.ts';
import { type Block, type Finding, worst } from '../report.ts';
import { ok } from '../result.ts';
import { probeState } from '../runtimes/probe-state.ts';
import { outside, type Text, texts } from '../text.ts';
import { name } from '../values.ts';
import { judgeCpu } from './judging/judge-cpu.ts';
import { judgeMemory } from './judging/judge-resources.ts';
import { lookedAt } from './looked-at.ts';
import { measureProcesses, rounded, usageOf } from './measure-processes.ts';
import { observeHost } from './observe-host.ts';

const say = texts('top', {
  summary: {
    en: "CPU, memory and load of the hosts, and of each process of the system's services.",
    zh: '主机的 CPU、内存和负载,以及各服务每个进程的占用。',
  },
  busiest: { en: 'busiest {service} {percent} % cpu', zh: '最忙 {service},CPU {percent} %' },
  load: { en: 'load', zh: '负载' },
  loadOn: { en: 'load on {host}', zh: '{host} 负载' },
  averages: {
    en: '{one} · {five} · {fifteen} over 1, 5 and 15 min',
    zh: '1、5、15 分钟平均 {one} · {five} · {fifteen}',
  },
  silent: { en: 'not known: {why}', zh: '情况不明:{why}' },
  host: { en: 'host {host}', zh: '主机 {host}' },
  service: { en: 'service', zh: '服务' },
  pid: { en: 'pid', zh: '进程' },
  process: { en: 'process', zh: '程序' },
  cpu: { en: 'cpu %', zh: 'CPU %' },
  memory: { en: 'memory', zh: '内存' },
  value: { en: '{value}', zh: '{value}' },
});

/** More processes of one service are counted, not shown. */
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
    const found = lookedAt(context.inventory, input);
    if (!found.ok) return found;
    const { system, services } = found.value;
    const states = services.map((service) => ({ service, question: probeState(service) }));
    const machines = [...new Set(services.map(({ host }) => host))].map((host) => ({
      host,
      processes: measureProcesses(host),
      machine: observeHost(host, []),
    }));
    const questions = [
      ...states.map(({ question }) => question),
      ...machines.flatMap(({ processes, machine }) => [processes, machine]),
    ];
    const answers = await askHosts(context, questions, 10_000);

    const findings = machines.flatMap(({ host, processes, machine }): readonly Finding[] => {
      const named = machines.length > 1 ? host : undefined;
      const [seen, observed] = [answers(processes), answers(machine)];
      if (!seen.ok) {
        const why = say.silent({ why: seen.failure.message });
        return [{ mark: 'unknown', label: say.host({ host: outside(host) }), text: why }];
      }
      const memory = observed.ok ? observed.value.memory : undefined;
      return [
        ...(seen.value === undefined ? [] : [judgeCpu(seen.value, system.thresholds, named)]),
        ...(memory === undefined
          ? []
          : [judgeMemory(memory, system.thresholds, named), loadFinding(memory.load, named)]),
      ];
    });
    const used = states.flatMap(({ service, question }) => {
      const state = answers(question);
      const processes = machines.find(({ host }) => host === service.host)?.processes;
      const seen = processes === undefined ? undefined : answers(processes);
      const usage = state.ok && seen?.ok === true ? usageOf(state.value.pid, seen.value) : undefined;
      return usage === undefined ? [] : [{ service, ...usage }];
    });
    const [busiest] = used.toSorted((a, b) => b.cpuPercent - a.cpuPercent);
    return ok({
      verdict: worst(findings.map(({ mark }) => mark)),
      headline: dotted([
        systemName(system),
        busiest === undefined
          ? undefined
          : say.busiest({ service: serviceName(busiest.service), percent: rounded(busiest.cpuPercent) }),
        environmentName(system.environment),
      ]),
      measuredAtMs: context.now(),
      blocks: [{ type: 'findings', findings }, processTable(used)],
      next: [],
    });
  },
});

function loadFinding([one, five, fifteen]: readonly [number, number, number], host: string | undefined): Finding {
  const label = host === undefined ? say.load() : say.loadOn({ host: outside(host) });
  return {
    mark: 'ok',
    label,
    text: say.averages({ one: one.toFixed(2), five: five.toFixed(2), fifteen: fifteen.toFixed(2) }),
  };
}

type Used = { readonly service: Parameters<typeof serviceName>[0] } & NonNullable<ReturnType<typeof usageOf>>;

function processTable(used: readonly Used[]): Block {
  const value = (words: string | number): Text => say.value({ value: words });
  const rows = used.flatMap(({ service, processes }) =>
    processes
      .toSorted((a, b) => b.cpuPercent - a.cpuPercent || b.memoryBytes - a.memoryBytes)
      .slice(0, rowsPerService)
      .map(({ pid, name: program, cpuPercent, memoryBytes }) => [
        serviceName(service),
        value(String(pid)),
        outside(program),
        value(rounded(cpuPercent)),
        say.value({ value: { bytes: memoryBytes } }),
      ]),
  );
  return { type: 'table', columns: [say.service(), say.pid(), say.process(), say.cpu(), say.memory()], rows };
}
