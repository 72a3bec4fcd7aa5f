import type { Query } from '../../actions/action.ts';
import type { Report } from '../../actions/report.ts';
import { fail, type Result } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { failureAnswer } from '../failure-answer.ts';
import type { Answer } from '../message.ts';
import { reportMessage } from '../messages.ts';
import type { Request } from '../request.ts';
import { actionContext } from './contexts.ts';

const say = texts('query', {
  slow: { en: 'No answer after {limit}.', zh: '{limit} 内没有结果。' },
});

/** Runs a query that was allowed, within its time. */
export async function reportOf(query: Query, input: unknown, request: Request): Promise<Result<Report>> {
  const limit = AbortSignal.timeout(query.timeoutMs);
  try {
    return await query.report(input, actionContext(request.desk, AbortSignal.any([request.signal, limit])));
  } catch (error) {
    if (limit.aborted) return fail('timed-out', say.slow({ limit: { durationMs: query.timeoutMs } }));
    throw error;
  }
}

export async function answerQuery(query: Query, input: unknown, request: Request): Promise<Answer> {
  const report = await reportOf(query, input, request);
  if (!report.ok) return failureAnswer(report.failure);
  return { code: 'ok', verdict: report.value.verdict, message: reportMessage(report.value) };
}
