import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { holdingStates } from '../../handlers/store/runs.ts';
import type { Store } from '../../handlers/store/store.ts';

export interface Metrics {
  /** The same store, counting what goes through it. */
  counting(store: Store): Store;
  /** A number that is asked for when somebody looks. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
  /** Prometheus text format, version 0.0.4. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** How many unsettled runs are counted at most. */
const mostRuns = 1_000;

/** Counters of this process since its start. Labels are words of a closed set, so their number is bounded. */
export function makeMetrics(): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const commands = new Counter({
    name: 'zhiban_commands_total',
    help: 'Commands answered, by how they ended.',
    labelNames: ['outcome'],
    registers,
  });
  const runs = new Counter({
    name: 'zhiban_runs_total',
    help: 'Runs ended, by action and final state.',
    labelNames: ['action', 'state'],
    registers,
  });
  const runSeconds = new Histogram({
    name: 'zhiban_run_duration_seconds',
    help: 'How long runs took.',
    labelNames: ['action'],
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3_600],
    registers,
  });
  const steps = new Counter({
    name: 'zhiban_steps_total',
    help: 'Steps of runs, by what was journaled of them.',
    labelNames: ['phase'],
    registers,
  });
  const gauge: Metrics['gauge'] = (name, help, read) => {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await read());
      },
    });
  };

  return {
    gauge,
    contentType: register.contentType,
    text: () => register.metrics(),
    counting(store) {
      const startedAtMs = new Map<number, number>();
      gauge('zhiban_runs_unsettled', 'Runs that hold locks: running, interrupted, not put back.', async () => {
        return (await store.runs.list({ limit: mostRuns, states: holdingStates })).length;
      });
      gauge('zhiban_approvals_open', 'Requests that wait for a yes.', async () => {
        return (await store.approvals.open()).length;
      });
      gauge('zhiban_outbox_waiting', 'Messages that wait to be sent.', () => store.outbox.waiting());
      return {
        ...store,
        deliveries: {
          ...store.deliveries,
          async answered(key, answer) {
            commands.inc({ outcome: answer.code });
            await store.deliveries.answered(key, answer);
          },
        },
        outbox: {
          ...store.outbox,
          async put(posting, more) {
            const put = await store.outbox.put(posting, more);
            if (put && more?.answers !== undefined) commands.inc({ outcome: more.answers.answer.code });
            return put;
          },
        },
        runs: {
          ...store.runs,
          async open(run) {
            const opened = await store.runs.open(run);
            if (opened.opened) startedAtMs.set(opened.run.runId, opened.run.startedAtMs);
            return opened;
          },
          async journal(entry) {
            await store.runs.journal(entry);
            steps.inc({ phase: entry.phase });
          },
          async close(end) {
            await store.runs.close(end);
            const action = end.audit.action ?? 'unknown';
            runs.inc({ action, state: end.state });
            const from = startedAtMs.get(end.runId);
            if (from !== undefined) runSeconds.observe({ action }, (end.audit.atMs - from) / 1000);
            startedAtMs.delete(end.runId);
          },
        },
      };
    },
  };
}
