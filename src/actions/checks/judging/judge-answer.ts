import type { HostAnswer } from '../../ports.ts';
import type { Verdict } from '../../report.ts';
import type { Result } from '../../result.ts';
import { outside, type Text, texts } from '../../text.ts';
import type { HealthSpec } from './checkable.ts';
import { judgeBody } from './judge-body.ts';

const say = texts('answer', {
  well: { en: '{status} in {took}', zh: '{status},{took}' },
  slow: { en: '{status}, but only after {took} (limit {limit})', zh: '{status},但耗时 {took}(上限 {limit})' },
  none: { en: 'no answer on {place}: {why}', zh: '{place} 无应答:{why}' },
  late: { en: 'no answer on {place} within {limit}', zh: '{place} 在 {limit} 内无应答' },
  status: { en: 'answers {found}, not {wanted}', zh: '返回 {found},应为 {wanted}' },
  noJson: { en: 'answers {status}, but not with JSON', zh: '返回 {status},但内容不是 JSON' },
  field: { en: '{field}: {found}', zh: '{field}:{found}' },
  missing: { en: '{field} is missing', zh: '缺少 {field}' },
});

export interface AnswerJudged {
  readonly verdict: Verdict;
  readonly words: readonly Text[];
  /** How many things were looked at: the status, and each expected field. */
  readonly checks: number;
  /** Fields that are as they should be, by name. */
  readonly parts: readonly Text[];
  readonly tookMs?: number;
}

export function judgeAnswer(health: HealthSpec, answer: Result<HostAnswer>): AnswerJudged {
  const checks = 1 + Object.keys(health.expect).length;
  const bad = (...words: readonly Text[]): AnswerJudged => ({ verdict: 'critical', words, checks, parts: [] });
  if (!answer.ok) return bad(silence(health, answer.failure));
  const { status, body, tookMs } = answer.value;
  const fields = checks > 1 ? judgeBody(health.expect, body) : [];
  const wrong = (fields ?? []).filter(({ right }) => !right).map(fieldWords);
  if (status !== health.status) {
    return bad(say.status({ found: String(status), wanted: String(health.status) }), ...wrong);
  }
  if (fields === undefined) return bad(say.noJson({ status: String(status) }));
  if (wrong.length > 0) return bad(...wrong);
  const words = { status: String(status), took: { durationMs: tookMs } };
  const slow = tookMs > health.slowAfter;
  return {
    verdict: slow ? 'warning' : 'ok',
    words: [slow ? say.slow({ ...words, limit: { durationMs: health.slowAfter } }) : say.well(words)],
    checks,
    parts: fields.map(fieldWords),
    tookMs,
  };
}

function silence(health: HealthSpec, failure: { readonly code: string; readonly message: Text }): Text {
  const place = outside(new URL(health.url).host);
  return failure.code === 'timed-out'
    ? say.late({ place, limit: { durationMs: health.timeout } })
    : say.none({ place, why: failure.message });
}

const fieldWords = ({ field, found }: { readonly field: string; readonly found: string | undefined }): Text =>
  found === undefined
    ? say.missing({ field: outside(field) })
    : say.field({ field: outside(field), found: outside(found) });
