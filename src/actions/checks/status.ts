import * as z from 'zod';
import { defineQuery } from '../action.ts';
import type { Service } from '../inventory.ts';
import { dotted } from '../joined.ts';
import { servicesNamed } from '../named-system.ts';
import { environmentName, serviceName, spoken, systemName } from '../names.ts';
import { type Block, type Finding, type Verdict, worst } from '../report.ts';
import { ok } from '../result.ts';
import { isDown, keepsEnding, type ServiceState } from '../runtimes/runtime.ts';
import { restartCommand } from '../services/restart-limit.ts';
import { stateWords } from '../services/state-words.ts';
import { texts } from '../text.ts';
import { name } from '../values.ts';
import { silentHost } from './judging/silent-host.ts';
import { machineFindings } from './machine-findings.ts';
import { rounded, type Surveyed, survey } from './survey.ts';

const say = texts('status', {
  summary: {
    en: 'State of each service: since when, pid, CPU, memory, last exit; `full` adds the host and connections.',
    zh: '各服务状态:启动时间、进程号、CPU、内存、上次退出;加 full 显示主机资源和连接数。',
  },
  allRun: { en: 'all {count} running', zh: '{count} 个服务全部运行中' },
  someRun: { en: '{running} of {count} running', zh: '{count} 个服务中 {running} 个运行中' },
  cpu: { en: 'cpu {percent} %', zh: 'CPU {percent} %' },
  share: { en: '{percent} % of memory', zh: '占内存 {percent} %' },
  connections: { en: 'connections', zh: '连接数' },
  onPort: { en: '{count} on :{port}', zh: '端口 {port} 有 {count} 个' },
});

const marks: Readonly<Record<ServiceState['state'], Verdict>> = {
  running: 'ok',
  starting: 'warning',
  stopped: 'critical',
  failed: 'critical',
  stranger: 'critical',
  unknown: 'unknown',
};

/** One that systemd starts again and again is down, or was a moment ago. */
function markOf(state: ServiceState, nowMs: number): Verdict {
  if (keepsEnding(state, nowMs)) return 'critical';
  return isUnnamed(state) ? 'warning' : marks[state.state];
}

/** It runs, and its PID file does not say so: a start names it there again. */
const isUnnamed = ({ state, why }: ServiceState): boolean => state === 'running' && why !== undefined;

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
    const found = servicesNamed(context.inventory, input);
    if (!found.ok) return found;
    const { system, services } = found.value;
    const surveyed = await survey(system, services, context);
    const states = surveyed.services.flatMap((each) => serviceFinding(each, surveyed, context.now()) ?? []);
    const answered = { ...surveyed, hosts: surveyed.hosts.filter(({ machine }) => machine.ok) };
    const silent = surveyed.hosts.flatMap(({ host, machine }) =>
      machine.ok
        ? []
        : [
            silentHost(
              host,
              machine.failure,
              services.filter((each) => each.host === host),
            ),
          ],
    );
    const machines = input.detail === 'full' ? machineFindings(answered, system, 'disk') : [];
    const running = states.filter(({ mark, state }) => mark === 'ok' || isUnnamed(state)).length;
    const count = services.length;
    const [only] = services;
    const alone = input.service !== undefined;
    const bad = states.filter(({ mark }) => mark === 'critical').slice(0, 2);
    const mending = await Promise.all(bad.map(({ service, state }) => restartCommand(service, isDown(state), context)));
    const unnamed = states.filter(({ mark, state }) => mark === 'warning' && isUnnamed(state)).slice(0, 2);
    return ok({
      verdict: worst([...silent, ...states, ...machines].map(({ mark }) => mark)),
      headline: dotted([
        alone && only !== undefined ? serviceName(only) : systemName(system),
        alone || states.length === 0
          ? undefined
          : running === count
            ? say.allRun({ count })
            : say.someRun({ running, count }),
        environmentName(system.environment),
      ]),
      measuredAtMs: context.now(),
      blocks: [
        { type: 'findings', findings: [...silent, ...states.map(({ mark, label, text }) => ({ mark, label, text }))] },
        ...(input.detail === 'full' ? fullBlocks(machines, surveyed) : []),
      ],
      next: [
        ...mending.flatMap((command) => command ?? []),
        ...unnamed.map(({ service }) => `/start ${spoken(service, context.inventory)}`),
        ...(silent.length === 0 ? [] : [`/health ${system.id}`]),
      ],
    });
  },
});

function serviceFinding(
  { service, state, usage }: Surveyed['services'][number],
  { hosts }: Surveyed,
  nowMs: number,
): (Finding & { readonly service: Service; readonly state: ServiceState }) | undefined {
  if (!state.ok) return undefined;
  const machine = hosts.find(({ host }) => host === service.host)?.machine;
  const total = machine?.ok === true ? machine.value.memory?.totalBytes : undefined;
  const measured = usage === undefined ? {} : { memoryBytes: usage.memoryBytes };
  const text = dotted([
    stateWords({ ...measured, ...state.value }),
    usage === undefined ? undefined : say.cpu({ percent: rounded(usage.cpuPercent) }),
    usage === undefined || !total ? undefined : say.share({ percent: rounded((100 * usage.memoryBytes) / total) }),
  ]);
  return { service, state: state.value, mark: markOf(state.value, nowMs), label: serviceName(service), text };
}

function fullBlocks(machines: readonly Finding[], { services, hosts }: Surveyed): readonly Block[] {
  const counts = services.flatMap(({ service: { host, port } }) => {
    const machine = hosts.find((each) => each.host === host)?.machine;
    if (port === undefined || machine?.ok !== true) return [];
    return [say.onPort({ port: String(port), count: machine.value.connections.get(port) ?? 0 })];
  });
  const facts = counts.length === 0 ? [] : [{ label: say.connections(), value: dotted(counts) }];
  return [{ type: 'findings', findings: machines }, ...(facts.length === 0 ? [] : [{ type: 'facts' as const, facts }])];
}
