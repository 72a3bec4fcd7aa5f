import { named, serviceName, systemName } from '../names.ts';
import type { Plan } from '../plan.ts';
import { outside, type Text, texts } from '../text.ts';
import { listed } from './service-plan.ts';
import type { Targets } from './targets.ts';

const say = texts('summary', {
  one: { en: '{service} on {host}', zh: '{host} 上的 {service}' },
  all: { en: 'all of {system}: {services}', zh: '整个 {system}:{services}' },
});

/** `llm on h3`, `all of teaching: llm, backend and frontend`. */
export function summaryWords({ system, services, one }: Targets): Text {
  const [service] = services;
  return one && service !== undefined
    ? say.one({ service: serviceName(service), host: outside(service.host) })
    : say.all({ system: systemName(system), services: listed(services) });
}

/** Who a finished plan was about: the service of its only subject, else the system. */
export function subjectWords(plan: Plan): Text {
  const subjects = plan.steps.flatMap(({ params }) => subjectIn(params) ?? []);
  const [first] = subjects;
  return first !== undefined && subjects.every(({ id }) => id === first.id)
    ? named(first.id, first.title)
    : outside(plan.system);
}

function subjectIn(params: unknown): { readonly id: string; readonly title: string } | undefined {
  if (typeof params !== 'object' || params === null || !('subject' in params)) return undefined;
  return params.subject as { id: string; title: string }; // every kind that has one declares it with this schema
}
