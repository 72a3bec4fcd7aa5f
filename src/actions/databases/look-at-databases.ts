import { askHosts } from '../ask-hosts.ts';
import type { ActionContext, Backup } from '../ports.ts';
import type { Finding } from '../report.ts';
import type { Result } from '../result.ts';
import { outside } from '../text.ts';
import type { DatabasesOf } from './databases-of.ts';
import type { Database, DatabaseSeen, Depth } from './engines/engine.ts';
import { engineOf } from './engines/table.ts';
import { judgeDatabase } from './judge-database.ts';

/** One database of a system with what its host said of it. */
export interface LookedAt {
  readonly id: string;
  readonly database: Database;
  readonly seen: Result<DatabaseSeen>;
}

/** All databases of a system, each host asked once. */
export async function lookAtDatabases(
  { databases }: Pick<DatabasesOf, 'databases'>,
  depth: Depth,
  context: Pick<ActionContext, 'hosts' | 'signal'>,
  timeoutMs: number,
): Promise<readonly LookedAt[]> {
  const asked = databases.map(([id, database]) => ({
    id,
    database,
    question: engineOf(database).look(database, depth),
  }));
  const questions = asked.map(({ question }) => question);
  const answers = await askHosts(context, questions, timeoutMs);
  return asked.map(({ id, database, question }) => ({ id, database, seen: answers(question) }));
}

/** How it is; unknown where its host did not answer. */
export const findingOf = ({ id, database, seen }: LookedAt, newest: Backup | undefined): Finding =>
  seen.ok
    ? judgeDatabase(id, database, seen.value, newest)
    : { mark: 'unknown', label: outside(id), text: seen.failure.message };
