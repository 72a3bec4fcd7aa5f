import type { Answers, Question } from '../../ask-hosts.ts';
import type { System } from '../../inventory.ts';
import type { Backup } from '../../ports.ts';
import type { Finding } from '../../report.ts';
import type { Result } from '../../result.ts';
import { texts } from '../../text.ts';
import { alarmsOf } from './alarms.ts';
import { askBackupFacts, type BackupFacts } from './backup-facts.ts';
import { copiesThere } from './copy-alarms.ts';

const say = texts('backup-facts', { folder: { en: 'folder', zh: '目录' } });

/** A check of a system's backups: one question to put into a host's batch, and what to make of the answer. */
export interface BackupCheck {
  readonly question: Question<BackupFacts>;
  /** `known`: the catalogue of the system, newest first. None is all well; a silent host is a finding of its own. */
  judge(known: readonly Backup[], answer: Result<BackupFacts>, nowMs: number): readonly Finding[];
  /** The same about each place where second copies lie, whose host may be silent while the first is well. */
  readonly ofCopies: readonly Question<BackupFacts>[];
  judgeCopies(known: readonly Backup[], answers: Answers): readonly Finding[];
}

/** Undefined where no backups are configured. */
export function backupCheck(system: System): BackupCheck | undefined {
  const { backups } = system;
  if (backups === undefined) return undefined;
  const copies = backups.copyTo.map((place) => ({ place, question: askBackupFacts({ databases: {} }, place) }));
  return {
    question: askBackupFacts(system, backups),
    ofCopies: copies.map(({ question }) => question),
    judgeCopies: (known, answers) =>
      copies.flatMap(({ place, question }) => copiesThere(place, known, answers(question))),
    judge: (known, answer, nowMs) =>
      answer.ok
        ? alarmsOf(backups, known, nowMs, answer.value)
        : [{ mark: 'unknown', label: say.folder(), text: answer.failure.message }, ...alarmsOf(backups, known, nowMs)],
  };
}
