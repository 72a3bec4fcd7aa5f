import { askHosts } from '../ask-hosts.ts';
import { type Service, serviceKey } from '../inventory.ts';
import { serviceName, spoken } from '../names.ts';
import type { Guard, Plan, Risk } from '../plan.ts';
import type { PlanContext } from '../ports.ts';
import type { Block } from '../report.ts';
import { fail, ok, type Result } from '../result.ts';
import { fingerprint } from '../runtimes/fingerprint.ts';
import { probeState } from '../runtimes/probe-state.ts';
import type { Verb } from '../runtimes/runtime.ts';
import { runtimeOf } from '../runtimes/table.ts';
import { type Text, texts } from '../text.ts';
import { downtimeOf } from './downtime.ts';
import { stateWords } from './state-words.ts';
import { dependentsOf, type Targets } from './targets.ts';

const say = texts('service-plan', {
  now: { en: '{service} now', zh: '{service} 当前' },
  affected: { en: 'needed by', zh: '受影响' },
  shared: { en: 'serves other systems too', zh: '共用服务' },
  sharedWhere: { en: 'whatever else on {host} uses it', zh: '{host} 上其他使用者也会受影响' },
  unseen: { en: '{why} Nothing was changed.', zh: '{why}未做任何变更。' },
  stays: { en: 'Stays up: {services}.', zh: '继续运行:{services}。' },
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
  const present = await presentStates(ordered, context);
  if (!present.ok) {
    const { code, message, evidence } = present.failure;
    const next = [`/health ${system.id}`];
    return fail(code, say.unseen({ why: message }), { ...(evidence === undefined ? {} : { evidence }), next });
  }
  return ok({
    action: change.action,
    input: change.input,
    system: system.id,
    environment: system.environment,
    planId: context.planId,
    plannedAtMs: context.now(),
    risk: change.risk,
    locks: [
      ...(one ? [] : [{ resource: `system:${system.id}`, mode: 'exclusive' as const }]),
      ...services.map((service) => ({ resource: `service:${serviceKey(service)}`, mode: 'exclusive' as const })),
    ],
    guards: [...services.map(unchanged), ...(change.guards ?? [])],
    steps: compiled.flatMap(({ steps }) => steps ?? []),
    summary: change.summary,
    ...(change.verb === 'restart' ? await downtimeOf(services, context) : {}),
    facts: [
      { type: 'facts', facts: [...present.value, ...consequences(targets)] },
      ...(change.verb === 'restart' || change.verb === 'stop' ? away(change.verb, targets) : []),
      ...(change.facts ?? []),
    ],
  });
}

const unchanged = (service: Service): Guard => ({
  guard: 'service-unchanged',
  params: { system: service.system, service: service.id, fingerprint: fingerprint(service) },
});

type Fact = { readonly label: Text; readonly value: Text };

async function presentStates(services: readonly Service[], context: PlanContext): Promise<Result<readonly Fact[]>> {
  const asked = services.map((service) => ({ service, question: probeState(service) }));
  const answers = await askHosts(
    context,
    asked.map(({ question }) => question),
    10_000,
  );
  const facts: Fact[] = [];
  for (const { service, question } of asked) {
    const state = answers(question);
    if (!state.ok) return state;
    facts.push({ label: say.now({ service: serviceName(service) }), value: stateWords(state.value) });
  }
  return ok(facts);
}

/** What is away, and what is not. */
function away(verb: 'restart' | 'stop', { system, services }: Targets): readonly Block[] {
  const others = system.services.filter((each) => !services.includes(each));
  return [
    ...(verb === 'stop' ? [{ type: 'text' as const, text: say.untilStarted() }] : []),
    ...(others.length === 0 ? [] : [{ type: 'text' as const, text: say.stays({ services: listed(others) }) }]),
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
