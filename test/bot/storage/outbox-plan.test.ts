import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/bot/storage/open-store.ts';
import { headsSql } from '../../../src/bot/storage/outbox.ts';
import { tempFolder } from '../../contract/storage/temp-folder.ts';

test('what is to be sent is found among what waits, however much was ever said', async () => {
  const folder = tempFolder();
  const opened = await openStore({ folder, now: () => 1 });
  onTestFinished(() => opened.close());
  const database = new Sqlite(`${folder}/zhiban.db`, { readonly: true });
  onTestFinished(() => void database.close());
  const plan = database
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${headsSql}`)
    .all(1, 1, '[]', '[]', 1);
  const ways = plan.map(({ detail }) => detail).filter((detail) => /(?:SCAN|SEARCH) outbox/.test(detail));
  expect(ways.length).toBeGreaterThan(0);
  for (const way of ways) expect(way).toContain('outbox_waiting');
});
