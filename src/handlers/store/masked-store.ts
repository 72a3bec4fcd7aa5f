import type { Plan } from '../../actions/plan.ts';
import type { Answer } from '../message.ts';
import type { Redactor } from '../redaction/redactor.ts';
import type { AuditEntry } from './audit-log.ts';
import type { Store } from './store.ts';

/**
 * The store with every secret masked in what is kept: plans as shown, answers, journal, reasons. What of a plan is hashed
 * stays as it is, for it must be found again unchanged: a plan that would hold a secret there is never made (`keepsSecret`).
 */
export function maskedStore(store: Store, { json }: Pick<Redactor, 'json'>): Store {
  const masked = <T extends { readonly answer: Answer }>(delivery: T): T => ({
    ...delivery,
    answer: json(delivery.answer),
  });
  const shown = (plan: Plan): Plan => ({
    ...plan,
    summary: json(plan.summary),
    facts: json(plan.facts),
    steps: plan.steps.map((step) => ({ ...step, title: json(step.title) })),
  });
  /** Who did what, where, is never masked: whoever makes a secret of a name would else take the name out of the trail. */
  const row = ({ command, reason, ...facts }: AuditEntry): AuditEntry => ({
    ...facts,
    ...(command === undefined ? {} : { command: json(command) }),
    ...(reason === undefined ? {} : { reason: json(reason) }),
  });
  const { approvals, runs, audit, deliveries, outbox } = store;
  return {
    ...store,
    approvals: {
      ...approvals,
      ask: (approval, entry) => approvals.ask({ ...approval, plan: shown(approval.plan) }, row(entry)),
    },
    runs: {
      ...runs,
      open: (run) => runs.open({ ...run, plan: shown(run.plan), audit: row(run.audit) }),
      journal: ({ failure, ...entry }) =>
        runs.journal(failure === undefined ? entry : { ...entry, failure: json(failure) }),
      close: ({ failure, delivery, ...end }) =>
        runs.close({
          ...end,
          audit: row(end.audit),
          ...(failure === undefined ? {} : { failure: json(failure) }),
          ...(delivery === undefined ? {} : { delivery: masked(delivery) }),
        }),
    },
    audit: {
      ...audit,
      append: (entry) => audit.append(row(entry)),
      close: (entry, delivery) => audit.close(row(entry), delivery && masked(delivery)),
    },
    deliveries: { ...deliveries, answered: (key, answer) => deliveries.answered(key, json(answer)) },
    outbox: {
      ...outbox,
      put(posting, more) {
        if (more?.answers === undefined) return outbox.put({ ...posting, message: json(posting.message) }, more);
        const answers = masked(more.answers);
        // What answers is what is posted, nearly always.
        const isSame = more.answers.answer.message === posting.message;
        const message = isSame ? answers.answer.message : json(posting.message);
        return outbox.put({ ...posting, message }, { ...more, answers });
      },
    },
  };
}

/** Whether what is hashed of a plan holds what looks like a secret: then it must not be kept, nor asked about. */
export function keepsSecret({ input, locks, guards, steps }: Plan, { text }: Pick<Redactor, 'text'>): boolean {
  const holds = (value: unknown): boolean => {
    if (typeof value === 'string') return text(value) !== value;
    return typeof value === 'object' && value !== null && Object.values(value).some(holds);
  };
  return holds([input, locks, guards, steps.map(({ params }) => params)]);
}
