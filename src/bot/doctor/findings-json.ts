import type { Verdict } from '../../actions/report.ts';
import type { Text } from '../../actions/text.ts';
import type { Finding, Subject } from './finding.ts';

/** What `check --json` prints. Words are in the team's language; `subject` and `mark` never change. */
export interface FindingsJson {
  /** Nothing is critical. */
  readonly ok: boolean;
  readonly findings: readonly {
    readonly subject: Subject;
    readonly mark: Verdict;
    readonly about: string;
    readonly what: string;
    readonly mend?: string;
  }[];
}

export const findingsJson = (findings: readonly Finding[], say: (text: Text) => string): FindingsJson => ({
  ok: findings.every(({ mark }) => mark !== 'critical'),
  findings: findings.map(({ subject, mark, about, what, mend }) => ({
    ...{ subject, mark, about: say(about), what: say(what) },
    ...(mend === undefined ? {} : { mend: say(mend) }),
  })),
});
