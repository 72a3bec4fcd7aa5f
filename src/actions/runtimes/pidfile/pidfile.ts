import type { Service } from '../../inventory.ts';
import { named } from '../../names.ts';
import type { Step } from '../../plan.ts';
import type { ProcessParams } from '../../steps/processes/process-params.ts';
import { outside, texts } from '../../text.ts';
import type { Runtime } from '../runtime.ts';
import { subjectOf } from '../subject.ts';
import { waitHealthyStep } from '../wait-healthy-step.ts';
import { processFacts } from './process-facts.ts';
import { processState, unseen } from './process-state.ts';
import { probeArgv, startLimitMs, stopGraceMs } from './programs.ts';
import type { PidfileSpec } from './spec.ts';

const say = texts('pidfile-step', {
  start: { en: 'start {service}: {command}', zh: '启动 {service}:{command}' },
  stop: { en: 'stop {service}', zh: '停止 {service}' },
});

export const pidfile: Runtime = {
  kind: 'pidfile',
  probe: (service) => ({
    commands: [probeArgv(specOf(service))],
    read([answer]) {
      const facts = processFacts(answer?.stdout ?? '');
      return facts === undefined ? unseen(answer?.stderr ?? '') : processState(facts);
    },
  }),
  compile(verb, service) {
    switch (verb) {
      case 'start':
        return [startStep(service, 'undo'), waitHealthyStep(service)];
      case 'stop':
        return [stopStep(service, 'undo')];
      case 'restart':
        return [
          stopStep(service, 'leave'),
          { ...startStep(service, 'leave'), belongsToPrevious: true },
          waitHealthyStep(service),
        ];
      default:
        return undefined;
    }
  },
  recentLog: (service, lines) => ['tail', '-n', String(lines), '--', specOf(service).logFile],
  privileged: () => [],
};

const startStep = (service: Service, onFailure: Step['onFailure']): Step => ({
  kind: 'start-process',
  host: service.host,
  title: say.start({
    service: named(service.id, service.title ?? service.id),
    command: outside(specOf(service).command.join(' ')),
  }),
  timeoutMs: startLimitMs + 20_000,
  onFailure,
  params: paramsOf(service),
});

const stopStep = (service: Service, onFailure: Step['onFailure']): Step => ({
  kind: 'stop-process',
  host: service.host,
  title: say.stop({ service: named(service.id, service.title ?? service.id) }),
  timeoutMs: service.stopWithin + stopGraceMs + 20_000,
  onFailure,
  params: paramsOf(service),
});

const paramsOf = (service: Service): ProcessParams => ({
  subject: subjectOf(service),
  process: specOf(service),
  stopWithinMs: service.stopWithin,
  ...(service.port === undefined ? {} : { port: service.port }),
});

function specOf({ runtime }: Pick<Service, 'runtime'>): PidfileSpec {
  if (runtime.kind !== 'pidfile') throw new Error(`not run by a PID file: ${runtime.kind}`);
  return runtime;
}
