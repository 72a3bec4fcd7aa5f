import { dotted } from '../../joined.ts';
import { environmentName, systemName } from '../../names.ts';
import type { ActionContext } from '../../ports.ts';
import type { Block, Report, Verdict } from '../../report.ts';
import { outside, type Text } from '../../text.ts';
import type { LogTargets } from '../questions/log-targets.ts';
import type { LogsRead } from '../read-logs.ts';
import { logNotes } from './log-notes.ts';
import { filterWords, rangeWords } from './log-words.ts';

/** What every question about logs is declared with. */
export const asLogQuery = { permission: 'logs:read', timeoutMs: 60_000, everySystem: true } as const;

export interface AboutLogs {
  readonly targets: LogTargets;
  /** The log that was named. */
  readonly log?: string | undefined;
  readonly read: LogsRead;
  readonly context: Pick<ActionContext, 'now'>;
}

export interface FoundInLogs {
  readonly verdict: Verdict;
  readonly headline: Text;
  readonly blocks: readonly Block[];
  readonly next: readonly string[];
  /** The window need not be said. */
  readonly whenever?: boolean;
}

/** An answer about logs: whose, when and of what; what was found; and what a reader must know of how it was read. */
export function logReport({ targets: { system, wanted }, log, read, context }: AboutLogs, found: FoundInLogs): Report {
  const measuredAtMs = context.now();
  const notes = logNotes(read, measuredAtMs);
  const silent = notes.some(({ mark }) => mark === 'unknown');
  const filters = filterWords(wanted);
  const about = dotted([found.whenever === true ? undefined : rangeWords(wanted.window, measuredAtMs), ...filters]);
  return {
    verdict: found.verdict === 'ok' && silent ? 'unknown' : found.verdict,
    headline: dotted([
      systemName(system),
      log === undefined ? undefined : outside(log),
      found.headline,
      environmentName(system.environment),
    ]),
    measuredAtMs,
    blocks: [
      ...(found.whenever === true && filters.length === 0 ? [] : [{ type: 'text' as const, text: about }]),
      ...found.blocks,
      ...(notes.length === 0 ? [] : [{ type: 'findings' as const, findings: notes }]),
    ],
    next: found.next,
  };
}
