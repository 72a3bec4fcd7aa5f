import { askHosts } from '../ask-hosts.ts';
import { unchanged } from '../guards-for.ts';
import type { Service } from '../inventory.ts';
import { serviceName, spoken } from '../names.ts';
import type { Guard, Plan, Risk } from '../plan.ts';
import { exclusive, planFor } from '../plan-for.ts';
import type { PlanContext } from '../ports.ts';
import type { Block } from '../report.ts';
import { fail, ok, type Result } from '../result.ts';
import { probeState } from '../runtimes/probe-state.ts';
import { isDown, type Verb } from '../runtimes/runtime.ts';
import { runtimeOf } from '../runtimes/table.ts';
import { type Text, texts } from '../text.ts';
import { downtimeOf } from './downtime.ts';
import { locksOf } from './held-services.ts';
import { stateWords } from './state-words.ts';
import { dependentsOf, type Targets } from './targets.ts';

const say = texts('service-plan', {
  now: { en: '{service} now', zh: '{service} 当前' },
  affected: { en: 'needed by', zh: '受影响' },
  shared: { en: 'serves other systems too', zh: '共用服务' },
  sharedWhere: { en: 'whatever else on {host} uses it', zh: '{host} 上其他使用者也会受影响' },
  unseen: { en: '{why} Nothing was changed.', zh: '{why}未做任何变更。' },
  stays: { en: 'Stays up: {services}.', zh: '继续运行:{services}。' },
  staysDown: { en: 'Down already and left so: {services}.', zh: '原本未运行,不作改动:{services}。' },
  idle: { en: '{services} is not running, so there is nothing to stop', zh: '{services} 未运行,无需停止' },
  idleAll: { en: 'Nothing of {services} is running, so there is nothing to stop', zh: '{services} 均未运行,无需停止' },
  untilStarted: { en: 'Away until it is started again.', zh: '停止后需手动启动。' },
  cannot: { en: '{service} cannot be reloaded; restart it instead', zh: '{service} 不支持重载,请改用重启' },
});

export interface ServiceChange {
  readonly action: string;
  readonly verb: Verb;
  readonly input: unknown;
  readonly risk: Risk;
  readonly summary: Text;
  /** Beside `service-unchanged`, which every such plan has. */
  readonly guards?: readonly Guard[];
  readonly facts?: readonly Block[];
  /** Other work is done too, so that it is planned although there is nothing to stop. */
  readonly evenIdle?: boolean;
}

/** One verb on each target in order, stops in reverse; every runtime knows its own steps. */
export async function planServices(
  targets: Targets,
  change: ServiceChange,
  context: PlanContext,
): Promise<Result<Plan>> {
  const { system, services, one } = targets;
  const ordered = change.verb === 'stop' ? services.toReversed() : services;
  const compiled = ordered.map((service) => ({ service, steps: runtimeOf(service).compile(change.verb, service) }));
  const unable = compiled.find(({ steps }) => steps === undefined)?.service;
  if (unable !== undefined) {
    const next = [`/restart ${spoken(unable, context.inventory)}`];
    return fail('bad-input', say.cannot({ service: serviceName(unable) }), { next });
  }
  const present = await presentStates(ordered, othersBeside(targets), context);
  if (!present.ok) {
    const { code, message, evidence } = present.failure;
    const next = [`/health ${system.id}`];
    return fail(code, say.unseen({ why: message }), { ...(evidence === undefined ? {} : { evidence }), next });
  }
  const { facts, down } = present.value;
  if (change.verb === 'stop' && change.evenIdle !== true && services.every((each) => down.has(each))) {
    const next = [`/start ${one && services[0] ? spoken(services[0], context.inventory) : system.id}`];
    const which = { services: listed(services) };
    return fail('not-found', one ? say.idle(which) : say.idleAll(which), { next });
  }
  const ended = services.filter((each) => !down.has(each));
  return planFor(system, context, {
    action: change.action,
    input: change.input,
    risk: change.risk,
    locks: [...(one ? [] : [exclusive(`system:${system.id}`)]), ...locksOf(services)],
    guards: [...unchanged(services), ...(change.guards ?? [])],
    steps: compiled.flatMap(({ steps }) => steps ?? []),
    summary: change.summary,
    ...(change.verb === 'restart' && ended.length > 0 ? await downtimeOf(ended, context) : {}),
    facts: [
      { type: 'facts', facts: [...facts, ...consequences(targets)] },
      ...(change.verb === 'restart' || change.verb === 'stop' ? away(change.verb, present.value) : []),
      ...(change.facts ?? []),
    ],
  });
}

type Fact = { readonly label: Text; readonly value: Text };

/** The system's other services that are asked along: those on the same hosts, so that no silent host keeps anybody waiting. */
const othersBeside = ({ system, services }: Targets): readonly Service[] =>
  system.services.filter((each) => !services.includes(each) && services.some(({ host }) => host === each.host));

interface Present {
  readonly facts: readonly Fact[];
  readonly down: ReadonlySet<Service>;
  /** Others that are known to run, and to be down. */
  readonly staysUp: readonly Service[];
  readonly staysDown: readonly Service[];
}

async function presentStates(
  services: readonly Service[],
  others: readonly Service[],
  context: PlanContext,
): Promise<Result<Present>> {
  const asked = [...services, ...others].map((service) => ({ service, question: probeState(service) }));
  const answers = await askHosts(
    context,
    asked.map(({ question }) => question),
    10_000,
  );
  const facts: Fact[] = [];
  const down = new Set<Service>();
  const staysUp: Service[] = [];
  for (const { service, question } of asked) {
    const state = answers(question);
    if (!state.ok) return state;
    if (isDown(state.value)) down.add(service);
    if (!others.includes(service)) {
      facts.push({ label: say.now({ service: serviceName(service) }), value: stateWords(state.value) });
    } else if (state.value.state === 'running') staysUp.push(service);
  }
  return ok({ facts, down, staysUp, staysDown: others.filter((each) => down.has(each)) });
}

/** What is away, and what is not. */
function away(verb: 'restart' | 'stop', { staysUp, staysDown }: Present): readonly Block[] {
  return [
    ...(verb === 'stop' ? [{ type: 'text' as const, text: say.untilStarted() }] : []),
    ...(staysUp.length === 0 ? [] : [{ type: 'text' as const, text: say.stays({ services: listed(staysUp) }) }]),
    ...(staysDown.length === 0
      ? []
      : [{ type: 'text' as const, text: say.staysDown({ services: listed(staysDown) }) }]),
  ];
}

function consequences(targets: Targets): readonly Fact[] {
  const dependents = dependentsOf(targets);
  const shared = targets.services.find((service) => service.shared);
  return [
    ...(dependents.length === 0 ? [] : [{ label: say.affected(), value: listed(dependents) }]),
    ...(shared === undefined
      ? []
      : [{ label: say.shared(), value: say.sharedWhere({ host: { outside: shared.host } }) }]),
  ];
}

const list = texts('service-list', { all: { en: '{services}', zh: '{services}' } });
export const listed = (services: readonly Service[]): Text =>
  list.all({ services: { list: services.map(serviceName) } });
