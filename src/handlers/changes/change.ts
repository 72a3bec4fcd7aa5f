import type { Change } from '../../actions/action.ts';
import type { Plan } from '../../actions/plan.ts';
import { fail, type Result } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import type { Asked } from '../asked.ts';
import { failureAnswer } from '../failure-answer.ts';
import { planContext } from '../gate/contexts.ts';
import { freezeOver } from '../gate/freeze-check.ts';
import type { Answer } from '../message.ts';
import { newCode } from '../plans/code.ts';
import type { Request } from '../request.ts';
import { answerPlan } from './answer-plan.ts';

const say = texts('change', {
  slow: { en: 'The plan was not ready after {limit}.', zh: '{limit} 内未能完成方案。' },
});

/** A change that was asked for and allowed: planned, then confirmed, approved, or started. */
export async function answerChange(asked: Asked<Change>, request: Request): Promise<Answer> {
  const { desk } = request;
  const frozen = await freezeOver(desk, asked.system ?? '*', asked.command.risk);
  if (frozen !== undefined) return failureAnswer(frozen);
  const planned = await makePlan(asked, request, newCode(), desk.clock.now());
  if (!planned.ok) return failureAnswer(planned.failure);
  const { permission } = asked.command;
  return answerPlan({ plan: planned.value, permission, request, requester: principalKey(request.principal) });
}

/** The same plan without doing anything with it: whether it can be made at all. */
export async function draftPlan(asked: Asked<Change>, request: Request): Promise<Result<Plan>> {
  const failure = await freezeOver(request.desk, asked.system ?? '*', asked.command.risk);
  if (failure !== undefined) return { ok: false, failure };
  return makePlan(asked, request, newCode(), request.desk.clock.now());
}

async function makePlan(asked: Asked<Change>, request: Request, planId: string, atMs: number): Promise<Result<Plan>> {
  const { command, input } = asked;
  const limit = AbortSignal.timeout(command.timeoutMs);
  const signal = AbortSignal.any([request.signal, limit]);
  try {
    const made = await command.plan(input, planContext(request.desk, planId, atMs, signal));
    if (!made.ok) return made;
    return { ok: true, value: { ...made.value, risk: command.risk === 'dangerous' ? 'dangerous' : made.value.risk } };
  } catch (error) {
    if (limit.aborted) return fail('timed-out', say.slow({ limit: { durationMs: command.timeoutMs } }));
    throw error;
  }
}
