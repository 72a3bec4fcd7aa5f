import { existsSync, readFileSync } from 'node:fs';

export interface SuiteResults {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Title and the first line of why, of each that failed. */
  readonly failures: readonly string[];
  /** Titles of those that passed only when tried again. */
  readonly secondTries: readonly string[];
}

interface Report {
  readonly numPassedTests?: number;
  readonly numFailedTests?: number;
  readonly numPendingTests?: number;
  readonly numTodoTests?: number;
  readonly testResults?: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

const firstLine = (words: string | undefined): string => (words ?? '').split('\n', 1)[0] ?? '';

/** What vitest's JSON report says; a suite that ended badly without a failed test counts as one failure. */
export function suiteResults(file: string, status: number | null): SuiteResults {
  if (!existsSync(file)) {
    const failures = [`no report was written (exit ${status})`];
    return { passed: 0, failed: 1, skipped: 0, failures, secondTries: [] };
  }
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report; // vitest's own reporter wrote it
  const failures: string[] = [];
  const secondTries: string[] = [];
  for (const { name, status: fileStatus, message, assertionResults } of report.testResults ?? []) {
    const before = failures.length;
    for (const { fullName, status: testStatus, failureMessages } of assertionResults) {
      const why = failureMessages?.[0];
      if (testStatus === 'failed') failures.push(`${name}: ${fullName}: ${firstLine(why)}`);
      else if (testStatus === 'passed' && why !== undefined) secondTries.push(`${fullName}: ${firstLine(why)}`);
    }
    if (fileStatus === 'failed' && failures.length === before) failures.push(`${name}: ${firstLine(message)}`);
  }
  const counted = report.numFailedTests ?? 0;
  if (status !== 0 && counted === 0 && failures.length === 0) failures.push(`vitest ended with ${status}`);
  return {
    passed: report.numPassedTests ?? 0,
    failed: Math.max(counted, failures.length),
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
    failures,
    secondTries,
  };
}
