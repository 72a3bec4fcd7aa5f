import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../src/bot/storage/open-store.ts';
import { describeStore } from './store-contract.ts';

describeStore('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-store-'));
  return {
    open: (instance) => openStore({ folder, now: () => 1_000, ...(instance !== undefined && { instance }) }),
    discard: async () => rmSync(folder, { recursive: true, force: true }),
  };
});
