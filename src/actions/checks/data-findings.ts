import type { Question } from '../ask-hosts.ts';
import { backupCheck } from '../backups/judging/backup-check.ts';
import { engineOf } from '../databases/engines/table.ts';
import { isLost, judgeDatabase, mendingLoss } from '../databases/judge-database.ts';
import type { System } from '../inventory.ts';
import type { ActionContext } from '../ports.ts';
import type { Finding } from '../report.ts';
import { outside, type Text, texts } from '../text.ts';
import type { Looked } from './look.ts';

const say = texts('data-findings', {
  noBackup: { en: 'not backed up yet: /backup now {system}', zh: '尚未备份:/backup now {system}' },
});

/** What is to be said of a system's databases and backups beside its services. */
export interface DataJudged {
  readonly findings: readonly Finding[];
  /** Stands in the one line of all well. */
  readonly note?: Text;
  readonly next: readonly string[];
}

export const noData: DataJudged = { findings: [], next: [] };

interface DataAsked {
  readonly questions: readonly Question<unknown>[];
  judge(
    looked: Pick<Looked, 'answers' | 'hosts'>,
    context: Pick<ActionContext, 'backups' | 'now'>,
  ): Promise<DataJudged>;
}

/** Whether the databases open and the backups are as they should be: to be asked in the same batch as all else. */
export function askData(system: System): DataAsked {
  const databases = Object.entries(system.databases).map(([id, database]) => ({
    id,
    database,
    question: engineOf(database).look(database, 'quick'),
  }));
  const backups = backupCheck(system);
  return {
    questions: [...databases.map(({ question }) => question), ...(backups === undefined ? [] : [backups.question])],
    async judge({ answers, hosts }, context) {
      // A host whose services were asked too is said to be silent once, of them.
      const isSaid = (name: string): boolean => hosts.some(({ host }) => host === name);
      const known = backups === undefined ? [] : await context.backups.list({ system: system.id, limit: 1_000 });
      const newest = known.find(({ state }) => state === 'verified');
      let lost = false;
      const findings = databases.flatMap(({ id, database, question }): readonly Finding[] => {
        const seen = answers(question);
        if (!seen.ok)
          return isSaid(database.host) ? [] : [{ mark: 'unknown', label: outside(id), text: seen.failure.message }];
        // Nothing is wrong with it for all one knows; `/db check` says what is missing.
        if (seen.value.state === 'no-engine') return [];
        lost ||= isLost(seen.value);
        return [judgeDatabase(id, database, seen.value, newest)];
      });
      const facts = backups === undefined ? undefined : answers(backups.question);
      // One that never was is for whoever sets it up, told in `/backup list` and by a monitor; no news at night.
      const begun = known.length > 0;
      const alarms =
        backups === undefined || facts === undefined || !begun
          ? []
          : backups
              .judge(known, facts, context.now())
              .filter(({ mark }) => mark !== 'unknown' || !isSaid(system.backups?.host ?? ''));
      return {
        findings: [...findings, ...alarms],
        ...(backups === undefined || begun ? {} : { note: say.noBackup({ system: system.id }) }),
        next: [
          ...(lost ? mendingLoss(system.id, newest) : []),
          ...(alarms.length === 0 ? [] : [`/backup list ${system.id}`]),
        ],
      };
    },
  };
}
