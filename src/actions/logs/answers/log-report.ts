import { dotted } from '../../joined.ts';
import { environmentName, systemName } from '../../names.ts';
import type { ActionContext } from '../../ports.ts';
import type { Block, Report, Verdict } from '../../report.ts';
import { outside, type Text, texts } from '../../text.ts';
import type { LogTargets } from '../questions/log-targets.ts';
import type { LogsRead } from '../read-logs.ts';
import { logNotes } from './log-notes.ts';
import { filterWords, matchedOf, rangeWords } from './log-words.ts';

const say = texts('log-report', {
  unread: { en: 'nothing could be read', zh: '未能读取任何内容' },
  nobody: {
    en: 'wrote nothing in this time, or is called otherwise; /logs top names who writes',
    zh: '此时段内没有写入,或名称不对;可用 /logs top 查看有哪些模块',
  },
});

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
  const nobody = matchedOf(read) === 0 ? (wanted.module ?? wanted.plugin) : undefined;
  const notes = [
    ...logNotes(read, measuredAtMs),
    // Nothing from somebody who may not be there is no all-clear.
    ...(nobody === undefined ? [] : [{ mark: 'unknown' as const, label: outside(nobody), text: say.nobody() }]),
  ];
  const silent = notes.some(({ mark }) => mark === 'unknown');
  const filters = filterWords(wanted);
  const about = dotted([found.whenever === true ? undefined : rangeWords(wanted.window, measuredAtMs), ...filters]);
  return {
    verdict: found.verdict === 'ok' && silent ? 'unknown' : found.verdict,
    headline: dotted([
      systemName(system),
      log === undefined ? undefined : outside(log),
      read.length > 0 && read.every(isUnread) ? say.unread() : found.headline,
      environmentName(system.environment),
    ]),
    measuredAtMs,
    blocks: [
      ...(found.whenever === true && filters.length === 0 ? [] : [{ type: 'text' as const, text: about }]),
      ...found.blocks,
      ...(notes.length === 0 ? [] : [{ type: 'findings' as const, findings: notes }]),
    ],
    next: nobody === undefined ? found.next : [...found.next, `/logs top ${system.id} 24h`],
  };
}

const isUnread = ({ result }: LogsRead[number]): boolean =>
  !result.ok || (result.value.read.troubles.length > 0 && result.value.read.readBytes === 0);
