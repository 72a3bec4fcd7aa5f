import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import type { Desk } from '../../handlers/desk.ts';
import { failureAnswer } from '../../handlers/failure-answer.ts';
import type { Answer } from '../../handlers/message.ts';
import type { Run } from '../../handlers/store/runs.ts';

const say = texts('await-decision', {
  refused: { en: 'Plan {code} was not said yes to: nothing was done.', zh: '方案 {code} 未获同意,未执行任何操作。' },
  ended: { en: '{summary} · run {runId} · {state}', zh: '{summary} · 运行 {runId} · {state}' },
});

const lookEveryMs = 500;

/**
 * Waits until another process said yes or no to a plan, and, after a yes, until its run ended. Bounded by the request's
 * expiry. Who is tired of waiting leaves things as they are: the request stays open, a run goes on.
 */
export async function awaitDecision(desk: Desk, asked: Answer, signal: AbortSignal): Promise<Answer> {
  const code = asked.approvalId ?? '';
  for (;;) {
    const approval = await desk.store.approvals.get(code);
    if (approval === undefined) return asked;
    if (approval.state === 'used' && approval.runId !== undefined) {
      const run = await desk.store.runs.get(approval.runId);
      if (run !== undefined && (run.state !== 'running' || signal.aborted)) return ended(run);
    } else if (approval.state !== 'open' || desk.clock.now() >= approval.expiresAtMs) {
      return failureAnswer(fail('stale', say.refused({ code })).failure);
    }
    if (signal.aborted) return asked;
    await desk.clock.sleep(lookEveryMs, signal).catch(() => {});
  }
}

function ended(run: Run): Answer {
  const { runId, planHash, state, plan, failure } = run;
  if (failure !== undefined) return { ...failureAnswer(failure), runId, planHash };
  const text = say.ended({ summary: plan.summary, runId: String(runId), state });
  const done = state === 'succeeded';
  const code = done
    ? 'ok'
    : state === 'interrupted' || state === 'running'
      ? 'unknown-outcome'
      : state === 'cancelled'
        ? 'cancelled'
        : 'command-failed';
  return { code, runId, planHash, message: { blocks: [{ type: 'heading', text, mark: done ? 'ok' : 'critical' }] } };
}
