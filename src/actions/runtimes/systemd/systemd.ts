import type { Service } from '../../inventory.ts';
import { named } from '../../names.ts';
import type { Step } from '../../plan.ts';
import type { SystemdUnitParams } from '../../steps/processes/systemd-unit.ts';
import { texts } from '../../text.ts';
import type { Runtime, Verb } from '../runtime.ts';
import { waitHealthyStep } from '../wait-healthy-step.ts';
import { journal, systemctl } from './commands.ts';
import type { SystemdSpec } from './spec.ts';
import { showArgv, unitFacts } from './unit-facts.ts';
import { unanswered, unitState } from './unit-state.ts';

const say = texts('systemd-step', {
  start: { en: 'start {service}', zh: '启动 {service}' },
  stop: { en: 'stop {service}', zh: '停止 {service}' },
  restart: { en: 'restart {service}', zh: '重启 {service}' },
  reload: { en: 'reload {service}', zh: '重载 {service}' },
});

export const systemd: Runtime = {
  kind: 'systemd',
  probe: (service) => ({
    commands: [showArgv(specOf(service).unit)],
    read: ([answer]) => {
      const facts = unitFacts(answer);
      return facts === undefined ? unanswered(answer?.stderr ?? '') : unitState(facts);
    },
  }),
  compile(verb, service) {
    if (verb === 'reload' && !specOf(service).reload) return undefined;
    return verb === 'stop' ? [unitStep(verb, service)] : [unitStep(verb, service), waitHealthyStep(service)];
  },
  recentLog: (service, lines) => journal(specOf(service).unit, lines),
  privileged(service) {
    const { unit, reload } = specOf(service);
    return (['start', 'stop', 'restart'] as const)
      .map((verb) => systemctl(verb, unit))
      .concat(reload ? [systemctl('reload', unit)] : []);
  },
};

function unitStep(verb: Verb, service: Service): Step {
  const { unit } = specOf(service);
  const title = service.title ?? service.id;
  const limitMs = service.stopWithin + service.startWithin;
  const params: SystemdUnitParams = { verb, unit, subject: { system: service.system, id: service.id, title }, limitMs };
  return {
    kind: 'systemd-unit',
    host: service.host,
    title: say[verb]({ service: named(service.id, title) }),
    timeoutMs: limitMs + 30_000,
    onFailure: verb === 'start' || verb === 'stop' ? 'undo' : 'leave',
    params,
  };
}

function specOf({ runtime }: Pick<Service, 'runtime'>): SystemdSpec {
  if (runtime.kind !== 'systemd') throw new Error(`not run by systemd: ${runtime.kind}`);
  return runtime;
}
