import * as z from 'zod';
import { askHosts } from '../../ask-hosts.ts';
import { judgeService, type Seen, type ServiceJudged } from '../../checks/judging/judge-service.ts';
import { askHealth, observeService } from '../../checks/observe-service.ts';
import { lastWords } from '../../command-failure.ts';
import { type Failure, fail, ok } from '../../result.ts';
import { subjectName, typed } from '../../runtimes/subject.ts';
import { runtimeOf } from '../../runtimes/table.ts';
import { type WaitHealthyParams, waitHealthyParams } from '../../runtimes/wait-healthy-step.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep, type StepContext } from '../../step.ts';
import { type Text, texts } from '../../text.ts';
import { missingKey } from '../backups/missing-key.ts';

const say = texts('wait-healthy', {
  late: { en: '{service} did not come up within {within}', zh: '{service} 未能在 {within} 内恢复' },
  why: { en: '{verdict}: {why}', zh: '{verdict}:{why}' },
  ended: { en: '{service} did not come up', zh: '{service} 未能启动' },
  after: { en: '{why}, {after} after its start', zh: '启动 {after} 后,{why}' },
});

/** Waits until a service is what `/health` calls well: its process, its port, its answer and the fields of it. */
export const waitHealthy = defineStep({
  kind: 'wait-healthy',
  params: waitHealthyParams,
  memo: z.strictObject({ sinceMs: z.number() }),
  outputs: z.strictObject({ healthyAfterMs: z.int(), pid: z.int().exactOptional() }),
  repeatable: true,
  onlyLooks: true,
  cancellable: 'now',
  describe({ health, port, withinMs }) {
    const atMost = `at most ${withinMs / 1_000} s`;
    const asked = health === undefined ? [] : [`GET ${shownCommand([health.url])} until ${health.status}, ${atMost}`];
    return port === undefined ? asked : [`listens on port ${port}, ${atMost}`, ...asked];
  },
  prepare: async (_params, context) => ok({ sinceMs: context.now() }),
  async perform(params, memo, context) {
    for (let round = 0; ; round += 1) {
      const seen = await look(params, context);
      const judged = judgeService(checkable(params), seen);
      const afterMs = Math.max(0, context.now() - memo.sinceMs);
      if (isWell(seen, judged)) {
        const pid = seen.state?.pid;
        return ok({ healthyAfterMs: afterMs, ...(pid === undefined ? {} : { pid }) });
      }
      if (hasEnded(seen)) {
        return { ok: false, failure: await notUp(params, context, judged, afterMs, seen.state?.why ?? judged.text) };
      }
      if (afterMs >= params.withinMs) return { ok: false, failure: await notUp(params, context, judged, afterMs) };
      context.progress(judged.text);
      await context.sleep(Math.min(pauseMs(round), params.withinMs - afterMs));
    }
  },
  async readBack(params, _memo, context) {
    const seen = await look(params, context);
    if (seen.silence !== undefined) return 'unknown';
    return isWell(seen, judgeService(checkable(params), seen)) ? 'done' : 'not-done';
  },
  async recall(params, memo, context) {
    const { state } = await look(params, context);
    return ok({
      healthyAfterMs: Math.max(0, context.now() - memo.sinceMs),
      ...(state?.pid === undefined ? {} : { pid: state.pid }),
    });
  },
});

const isWell = ({ state }: Seen, { verdict }: ServiceJudged): boolean =>
  state?.state === 'running' && (verdict === 'ok' || verdict === 'warning');
/** It was started a moment ago, so a process that is gone will not come back by itself. */
const hasEnded = ({ state }: Seen): boolean => state?.state === 'failed' || state?.state === 'stopped';
const pauseMs = (round: number): number => (round < 4 ? 250 : round < 12 ? 500 : 1_000);
const checkable = ({ subject, port, health }: WaitHealthyParams) => ({
  ...subject,
  port,
  health,
});

async function look(params: WaitHealthyParams, context: StepContext): Promise<Seen> {
  const { hosts, host, signal } = context;
  const { health } = params;
  const question = observeService({ host, runtime: params.runtime, port: params.port });
  const [answers, answer] = await Promise.all([
    askHosts(context, [question], 10_000),
    health === undefined ? undefined : askHealth(hosts, host, health, signal),
  ]);
  const observed = answers(question);
  if (!observed.ok) return { silence: observed.failure };
  return { ...observed.value, ...(answer === undefined ? {} : { answer }) };
}

/** journald takes in a process's last words a moment after its end was seen. */
const lastWordsMs = 700;

async function notUp(
  params: WaitHealthyParams,
  { hosts, host, signal, sleep }: StepContext,
  judged: ServiceJudged,
  waitedMs: number,
  ended?: Text,
): Promise<Failure> {
  const service = subjectName(params.subject);
  if (ended !== undefined) await sleep(lastWordsMs);
  const log = await hosts.exec(host, runtimeOf(params).recentLog(params, 15), { signal, timeoutMs: 10_000 });
  const lines = log.ok ? log.value.stdout : '';
  const verdict =
    ended === undefined ? say.late({ service, within: { durationMs: params.withinMs } }) : say.ended({ service });
  const found = ended === undefined ? judged.text : say.after({ why: ended, after: { durationMs: waitedMs } });
  return fail('unhealthy', say.why({ verdict, why: missingKey(lines) ?? found }), {
    evidence: lastWords(lines),
    next: [`/health ${typed(params.subject)}`, `/status ${typed(params.subject)}`],
  }).failure;
}
