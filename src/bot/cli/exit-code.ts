import type { Verdict } from '../../actions/report.ts';
import type { Answer, AnswerCode } from '../../handlers/message.ts';

/** 0 did its job · 1 failed · 2 refused or bad input · 3 needs a confirm, an approval or a secret · 4 outcome unknown · 78 faulty configuration. */
const codes: Readonly<Record<AnswerCode, number>> = {
  ok: 0,
  'command-failed': 1,
  unhealthy: 1,
  unreachable: 1,
  'timed-out': 1,
  cancelled: 1,
  internal: 1,
  'audit-unwritable': 1,
  'bad-input': 2,
  denied: 2,
  'not-found': 2,
  busy: 2,
  stale: 2,
  frozen: 2,
  'rate-limited': 2,
  'needs-confirm': 3,
  'needs-approval': 3,
  'needs-input': 3,
  'unknown-outcome': 4,
  'faulty-configuration': 78,
};

export const faultyConfiguration = 78;

/** A critical verdict is an answer like any other, unless the caller says it is to fail. */
export function exitCode(answer: Answer, failOn?: 'warning' | 'critical'): number {
  const alarming: readonly (Verdict | undefined)[] =
    failOn === 'critical' ? ['critical'] : failOn === 'warning' ? ['critical', 'warning', 'unknown'] : [];
  return answer.code === 'ok' && alarming.includes(answer.verdict) ? 1 : codes[answer.code];
}
