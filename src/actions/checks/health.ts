import * as z from 'zod';
import { defineQuery } from '../action.ts';
import type { Service, System } from '../inventory.ts';
import { dotted } from '../joined.ts';
import { servicesNamed } from '../named-system.ts';
import { environmentName, serviceName, systemName, verdictName } from '../names.ts';
import type { ActionContext } from '../ports.ts';
import type { Finding, Report } from '../report.ts';
import { ok } from '../result.ts';
import { type Text, texts } from '../text.ts';
import { name } from '../values.ts';
import { noData } from './data-findings.ts';
import { silentHost } from './judging/silent-host.ts';
import { type Looked, look } from './look.ts';
import { judgeLooked, type MeasuredSystem, measureSystem } from './measure-system.ts';
import { mending } from './mending.ts';

const say = texts('health', {
  summary: {
    en: 'Is anything wrong? Processes, ports, answers and their fields, disk and memory.',
    zh: '有没有问题?检查进程、端口、接口返回及其字段、磁盘和内存。',
  },
  well: { en: 'all {count} checks ok', zh: '{count} 项检查全部正常' },
  took: { en: 'answered in {took}', zh: '响应 {took}' },
  onHost: {
    en: 'asked on {hosts} itself, where forwarding is off',
    zh: '{hosts} 禁用了端口转发,由主机自身发起请求',
  },
  slowest: { en: 'slowest {service} {took}', zh: '最慢 {service} {took}' },
  parts: { en: '{parts}', zh: '{parts}' },
});

export const health = defineQuery({
  name: 'health',
  aliases: ['健康'],
  summary: say.summary(),
  examples: ['/health', '/health teaching', '/health llm', '/健康 大模型'],
  takes: { system: { word: 'system', optional: true }, service: { word: 'service', optional: true } },
  input: z.strictObject({ system: name, service: name.optional() }),
  permission: 'system:read',
  timeoutMs: 30_000,
  everySystem: true,
  async report(input, context) {
    const found = servicesNamed(context.inventory, input);
    if (!found.ok) return found;
    const { system, services } = found.value;
    const [only] = services;
    if (input.service === undefined || only === undefined)
      return ok(await reportOf(system, systemName(system), await measureSystem(system, context), context));
    const looked = await look(system, [...neededBy(only, system), only], context);
    const measured = judgeLooked(system, around(only, looked), noData, context.now());
    return ok(await reportOf(system, serviceName(only), measured, context));
  },
});

/** What a service needs, directly and through others, in the order they are started. */
function neededBy(service: Service, system: System): readonly Service[] {
  const wanted = new Set(service.needs);
  for (const each of system.services.toReversed()) if (wanted.has(each.id)) for (const id of each.needs) wanted.add(id);
  return system.services.filter(({ id }) => wanted.has(id));
}

/** Of what it needs only what is wrong, and only when it is not well itself. */
function around(service: Service, looked: Looked): Looked {
  const well = looked.services.find((each) => each.service.id === service.id)?.verdict === 'ok';
  const services = looked.services.filter(
    ({ service: { id }, verdict }) => id === service.id || (!well && verdict !== 'ok'),
  );
  return { ...looked, services };
}

async function reportOf(
  system: System,
  subject: Text,
  measured: MeasuredSystem,
  context: ActionContext,
): Promise<Report> {
  const { looked, services, resources, data, verdict, measuredAtMs } = measured;
  if (verdict === 'ok') return { verdict, headline: wellWords(subject, measured), measuredAtMs, blocks: [], next: [] };
  const findings = [
    ...silences(looked),
    ...services
      .filter((each) => !isUnasked(each, looked))
      .map(({ service, verdict: mark, text }) => ({ mark, label: serviceName(service), text })),
    ...resources,
    ...data.findings,
  ].toSorted((a, b) => alarm(b) - alarm(a));
  const onHost = onHostWords(looked);
  return {
    verdict,
    headline: dotted([subject, verdictName(verdict), environmentName(system.environment)]),
    measuredAtMs,
    blocks: [
      { type: 'findings', findings },
      ...(onHost === undefined ? [] : [{ type: 'text' as const, text: onHost }]),
    ],
    next: [...data.next, ...(await mending(system, looked, resources, context))],
  };
}

/** Nothing is known of it: its host was not reached, and no answer came through all the same. */
const isUnasked = ({ service, tookMs }: Looked['services'][number], { hosts }: Looked): boolean =>
  tookMs === undefined && hosts.some(({ host, observed }) => host === service.host && !observed.ok);

const silences = (looked: Looked): readonly Finding[] =>
  looked.hosts.flatMap(({ host, observed }) => {
    const unknown = looked.services.filter((each) => each.service.host === host && isUnasked(each, looked));
    return observed.ok || unknown.length === 0
      ? []
      : [
          silentHost(
            host,
            observed.failure,
            unknown.map(({ service }) => service),
          ),
        ];
  });

const alarm = ({ mark }: Finding): number => ['ok', 'unknown', 'warning', 'critical'].indexOf(mark);

/** All well is one line; the parts of an answer stand in it when there is one such answer. */
function wellWords(subject: Text, { looked, resources, data }: MeasuredSystem): Text {
  const { services } = looked;
  const count = services.reduce((sum, { checks }) => sum + checks, resources.length + data.findings.length);
  const [parts = [], ...others] = services.map((each) => each.parts).filter(({ length }) => length > 0);
  const slowest = services
    .filter(({ tookMs }) => tookMs !== undefined)
    .toSorted((a, b) => (b.tookMs ?? 0) - (a.tookMs ?? 0))[0];
  const took = { took: { durationMs: slowest?.tookMs ?? 0 } };
  return dotted([
    subject,
    say.well({ count }),
    parts.length === 0 || parts.length > 4 || others.length > 0 ? undefined : say.parts({ parts: { list: parts } }),
    slowest === undefined
      ? undefined
      : services.length === 1
        ? say.took(took)
        : say.slowest({ service: serviceName(slowest.service), ...took }),
    onHostWords(looked),
    data.note,
  ]);
}

const onHostWords = ({ askedOnHost }: Looked): Text | undefined =>
  askedOnHost.length === 0 ? undefined : say.onHost({ hosts: { list: askedOnHost } });
