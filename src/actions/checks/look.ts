import { type Answers, askHosts, type Question } from '../ask-hosts.ts';
import type { Service, System } from '../inventory.ts';
import type { ActionContext } from '../ports.ts';
import type { Result } from '../result.ts';
import { judgeService, type ServiceJudged } from './judging/judge-service.ts';
import { type HostObserved, observeHost } from './observe-host.ts';
import { askHealth, observeService } from './observe-service.ts';
import { foldersOn, limitOn } from './system-folders.ts';

/** A host that does not answer by then is called silent; the others are not kept waiting. */
const silentAfterMs = 10_000;

export interface Looked {
  /** Hosts that forward nothing: their pages were asked for by a program on the host itself. */
  readonly askedOnHost: readonly string[];
  readonly services: readonly (ServiceJudged & { readonly service: Service })[];
  readonly hosts: readonly { readonly host: string; readonly observed: Result<HostObserved> }[];
  /** To what else was asked. */
  readonly answers: Answers;
}

/** One batch per host beside the health endpoints, everything at the same time; `more` is asked along with it. */
export async function look(
  system: System,
  services: readonly Service[],
  context: ActionContext,
  more: readonly Question<unknown>[] = [],
): Promise<Looked> {
  const asked = services.map((service) => ({
    service,
    question: observeService(service),
    answer:
      service.health === undefined ? undefined : askHealth(context.hosts, service.host, service.health, context.signal),
  }));
  const machines = [...new Set(services.map(({ host }) => host))].map((host) =>
    observeHost(host, foldersOn(host, system), limitOn(host, system)),
  );
  const answers = await askHosts(
    context,
    [...asked.map(({ question }) => question), ...machines, ...more],
    silentAfterMs,
  );
  const judged = asked.map(async ({ service, question, answer }) => {
    const observed = answers(question);
    const said = await answer;
    const seen = { ...(observed.ok ? observed.value : { silence: observed.failure }), ...(said && { answer: said }) };
    return { service, ...judgeService(service, seen) };
  });
  const said = await Promise.all(asked.map(async ({ service: { host }, answer }) => ({ host, answer: await answer })));
  const relayed = said.filter(({ answer }) => answer?.ok === true && answer.value.forwarding === 'exec');
  return {
    answers,
    askedOnHost: [...new Set(relayed.map(({ host }) => host))],
    services: await Promise.all(judged),
    hosts: machines.map((question) => ({ host: question.host, observed: answers(question) })),
  };
}
