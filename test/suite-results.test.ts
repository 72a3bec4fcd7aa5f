import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { suiteResults } from '../scripts/suite-results.ts';

interface Told {
  readonly fullName: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly failureMessages?: readonly string[];
}
const passed: Told = { fullName: 'health names each part', status: 'passed' };
const failed: Told = {
  fullName: 'restart proves itself',
  status: 'failed',
  failureMessages: ['expected 1 to be 2\n  at x'],
};

function resultsOf(
  told: readonly Told[],
  status: number,
  file: { readonly status?: string; readonly message?: string } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-report-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'result.json');
  const count = (which: Told['status']) => told.filter((each) => each.status === which).length;
  const report = {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('skipped'),
    numTodoTests: 0,
    testResults: [{ name: 'a.test.ts', status: status === 0 ? 'passed' : 'failed', ...file, assertionResults: told }],
  };
  writeFileSync(path, JSON.stringify(report));
  return suiteResults(path, status);
}

test('what passed, failed and was skipped is counted, and each failure named with the first line of why', () => {
  expect(resultsOf([passed, failed, { fullName: 'as root', status: 'skipped' }], 1)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 1,
    failures: ['a.test.ts: restart proves itself: expected 1 to be 2'],
    secondTries: [],
  });
});

test('what passed only when tried again is named', () => {
  const again: Told = { ...passed, failureMessages: ['timed out\n  at y'] };
  expect(resultsOf([again], 0)).toMatchObject({
    passed: 1,
    failed: 0,
    secondTries: ['health names each part: timed out'],
  });
});

test('a file that could not be loaded is a failure though no test of it failed', () => {
  expect(resultsOf([], 1, { message: 'SyntaxError: no export\n  at z' })).toMatchObject({
    failed: 1,
    failures: ['a.test.ts: SyntaxError: no export'],
  });
});

test('a suite that ended badly is a failure whatever its report says, and so is one without a report', () => {
  expect(resultsOf([passed], 1, { status: 'passed' })).toMatchObject({ failed: 1, failures: ['vitest ended with 1'] });
  expect(suiteResults('/none/result.json', null)).toMatchObject({ passed: 0, failed: 1 });
});
