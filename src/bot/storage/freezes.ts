import type { Freeze, Freezes } from '../../handlers/store/freezes.ts';
import type { Append } from './audit-append.ts';
import type { Connection } from './database.ts';
import { readFreezeFile } from './freeze-file.ts';
import { read, type Write } from './write.ts';

export function sqliteFreezes(
  full: Write,
  reads: Connection,
  append: Append,
  freezeFile: string,
  now: () => number,
): Freezes {
  return {
    current: () =>
      read(reads, (connection) => [
        ...readFreezeFile(freezeFile, now),
        ...connection.sql<Freeze>('SELECT scope, reason, by, at_ms AS atMs FROM freezes ORDER BY scope').all(),
      ]),
    freeze: ({ scope, reason, by, atMs }, audit) =>
      full((connection) => {
        connection
          .sql('INSERT OR REPLACE INTO freezes (scope, reason, by, at_ms) VALUES (?, ?, ?, ?)')
          .run(scope, reason, by, atMs);
        append(connection, audit);
      }),
    thaw: (scope, audit) =>
      full((connection) => {
        const { changes } = connection.sql('DELETE FROM freezes WHERE scope = ?').run(scope);
        if (changes === 1) append(connection, audit);
        return changes === 1;
      }),
  };
}
