import { expect, test } from 'vitest';
import type { Verdict } from '../../../src/actions/report.ts';
import { exitCode } from '../../../src/bot/cli/exit-code.ts';
import type { AnswerCode } from '../../../src/handlers/message.ts';

const message = { blocks: [] };

test.each<[what: string, exit: number, codes: readonly AnswerCode[]]>([
  ['did its job', 0, ['ok']],
  [
    'failed',
    1,
    ['command-failed', 'unhealthy', 'unreachable', 'timed-out', 'cancelled', 'internal', 'audit-unwritable'],
  ],
  ['was refused, or was bad input', 2, ['bad-input', 'denied', 'not-found', 'busy', 'stale', 'frozen', 'rate-limited']],
  ['needs a confirm, an approval or a secret', 3, ['needs-confirm', 'needs-approval', 'needs-input']],
  ['may have taken effect or not', 4, ['unknown-outcome']],
  ['met a faulty configuration', 78, ['faulty-configuration']],
])('a command that %s ends with %i', (_, exit, codes) => {
  expect(codes.map((code) => exitCode({ code, message }))).toEqual(codes.map(() => exit));
});

test.each<[Verdict, unset: number, warning: number, critical: number]>([
  ['ok', 0, 0, 0],
  ['warning', 0, 1, 0],
  // What was not measured is no reason to go on.
  ['unknown', 0, 1, 0],
  ['critical', 0, 1, 1],
])('a verdict of %s ends with %i, with %i from warnings on, with %i when critical', (verdict, ...exits) => {
  const answer = { code: 'ok', message, verdict } as const;
  expect([exitCode(answer), exitCode(answer, 'warning'), exitCode(answer, 'critical')]).toEqual(exits);
});

test('what failed stays failed whatever --fail-on says', () => {
  expect(exitCode({ code: 'unknown-outcome', message, verdict: 'critical' }, 'critical')).toBe(4);
});
