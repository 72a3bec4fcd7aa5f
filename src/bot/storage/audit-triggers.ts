import type { Connection } from './database.ts';
import { migrations } from './migrate.ts';

/** As SQLite keeps them: the words of the migrations that made them. */
const ours: ReadonlySet<string> = new Set(
  migrations.flatMap((step) => [...step.matchAll(/^(CREATE TRIGGER .+?; END);$/gms)].map(([, sql = '']) => sql)),
);

/**
 * Names of triggers that no migration made. Who may write the database but has no key could have one drop rows as they are
 * written, and the chain of the others would still be whole.
 */
export const foreignTriggers = (connection: Connection): readonly string[] =>
  connection
    .sql<{ readonly name: string; readonly sql: string }>(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`)
    .all()
    .filter(({ sql }) => !ours.has(sql))
    .map(({ name }) => name);
