import type { Connection } from './database.ts';
import { read, type Write } from './write.ts';

/** What one chat platform must know after a restart: what a button stands for, where a chat moved. */
export interface PlatformMemory {
  get(key: string): Promise<string | undefined>;
  /** Durable; replaces. `atMs`: forgotten as long after it as messages are; left out, it stays. */
  put(entries: readonly (readonly [key: string, value: string])[], atMs?: number): Promise<void>;
  /** All whose key begins so. */
  list(prefix: string): Promise<readonly (readonly [key: string, value: string])[]>;
}

/** The text right after everything that begins so. */
const after = (prefix: string): string => `${prefix}\u{10ffff}`;

export const sqlitePlatformMemory =
  (full: Write, reads: Connection) =>
  (platform: string): PlatformMemory => ({
    get: (key) =>
      read(reads, (connection) =>
        connection
          .sql<string>('SELECT value FROM platform_memory WHERE platform = ? AND key = ?')
          .pluck()
          .get(platform, key),
      ),
    put: (entries, atMs) =>
      full((connection) => {
        const put = connection.sql(
          `INSERT INTO platform_memory (platform, key, value, at_ms) VALUES (?, ?, ?, ?)
           ON CONFLICT (platform, key) DO UPDATE SET value = excluded.value, at_ms = excluded.at_ms`,
        );
        for (const [key, value] of entries) put.run(platform, key, value, atMs ?? null);
      }),
    list: (prefix) =>
      read(reads, (connection) =>
        connection
          .sql<{ key: string; value: string }>(
            'SELECT key, value FROM platform_memory WHERE platform = ? AND key >= ? AND key < ? ORDER BY key',
          )
          .all(platform, prefix, after(prefix))
          .map(({ key, value }) => [key, value] as const),
      ),
  });
