import { judgeService } from '../../checks/judging/judge-service.ts';
import { causesFirst } from '../../checks/judging/root-cause.ts';
import { observeService } from '../../checks/observe-service.ts';
import { serviceName } from '../../names.ts';
import type { MonitorKind } from '../monitor.ts';
import { silent } from './per-host.ts';

/** Process, port and answer of each service, judged as `/health` judges them; how long the answer took is kept. */
export const service: MonitorKind = {
  kind: 'service',
  unit: 'ms',
  everyMs: 30_000,
  limits: () => ({}),
  begin({ spec }, system, { health }) {
    const services = system.services.filter(({ id }) => spec.services?.includes(id) ?? true);
    const asked = services.map((each) => ({ service: each, question: observeService(each), answer: health(each) }));
    return {
      questions: asked.map(({ question }) => question),
      async finish(answers) {
        const judged = await Promise.all(
          asked.map(async ({ service: each, question, answer }) => {
            const observed = answers(question);
            const said = await answer;
            const seen = {
              ...(observed.ok ? observed.value : { silence: observed.failure }),
              ...(said && { answer: said }),
            };
            return { service: each, observed, ...judgeService(each, seen) };
          }),
        );
        return causesFirst(judged).map((each) => {
          const { id, host } = each.service;
          // An answer that came without its host being asked says nothing about its process.
          if (!each.observed.ok) return silent(host, each.observed.failure.message);
          return {
            subject: id,
            host,
            service: id,
            label: serviceName(each.service),
            text: each.text,
            verdict: each.verdict,
            ...(each.tookMs === undefined ? {} : { value: each.tookMs }),
          };
        });
      },
    };
  },
};
