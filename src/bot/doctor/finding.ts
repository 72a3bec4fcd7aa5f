import type { Verdict } from '../../actions/report.ts';
import { outside, type Text } from '../../actions/text.ts';

import type { PlatformName } from '../platforms/table.ts';

/** What is looked at; stands in the JSON, so these words stay. */
export type Subject =
  | 'configuration'
  | 'login'
  | 'login-shell'
  | 'clock'
  | 'sudo'
  | 'sudo-version'
  | 'space'
  | 'path'
  | 'pidfile'
  | 'service'
  | 'log'
  | 'forwarding'
  | 'backup-tools'
  | 'encryption'
  | 'state'
  | 'files'
  | 'secrets'
  | 'people'
  | 'approvers'
  | PlatformName;

/** One thing the doctor looked at. */
export interface Finding {
  readonly subject: Subject;
  readonly mark: Verdict;
  /** A host, a system, or a place in a file. */
  readonly about: Text;
  readonly what: Text;
  /** A command to type, or a line of YAML. */
  readonly mend?: Text;
}

export const well = (subject: Subject, about: string | Text, what: Text): Finding => ({
  subject,
  mark: 'ok',
  about: named(about),
  what,
});

export const amiss = (
  subject: Subject,
  mark: Exclude<Verdict, 'ok'>,
  about: string | Text,
  what: Text,
  mend?: Text,
): Finding => ({ subject, mark, about: named(about), what, ...(mend === undefined ? {} : { mend }) });

const named = (about: string | Text): Text => (typeof about === 'string' ? outside(about) : about);
