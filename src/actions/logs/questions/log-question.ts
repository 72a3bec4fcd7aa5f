import * as z from 'zod';
import { type Declared, defineQuery, type Query } from '../../action.ts';
import type { ActionContext } from '../../ports.ts';
import { ok } from '../../result.ts';
import { asLogQuery, type FoundInLogs, logReport } from '../answers/log-report.ts';
import { systemAnd } from '../answers/log-words.ts';
import type { LogsRead } from '../read-logs.ts';
import { type LogTargets, logFields, logTakes, logTargets } from './log-targets.ts';

export interface AskedOfLogs extends LogTargets {
  /** `talentlens app`, as it is typed again. */
  readonly both: string;
  readonly context: ActionContext;
}

/** A question that takes a log or all of a system, a window (a day unless told) and filters, and nothing else. */
export const logQuestion = (
  declared: Pick<Declared, 'name' | 'aliases' | 'summary' | 'examples'>,
  answer: (asked: AskedOfLogs) => Promise<{ readonly read: LogsRead; readonly found: FoundInLogs }>,
): Query =>
  defineQuery({
    ...declared,
    takes: logTakes,
    input: z.strictObject(logFields),
    ...asLogQuery,
    async report(input, context) {
      const targets = logTargets(input, { agoMs: 86_400_000 }, context);
      if (!targets.ok) return targets;
      const both = systemAnd(targets.value.system, input.log);
      const { read, found } = await answer({ ...targets.value, both, context });
      return ok(logReport({ targets: targets.value, log: input.log, read, context }, found));
    },
  });
