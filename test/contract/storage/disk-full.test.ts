import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../../src/bot/storage/open-store.ts';
import type { Store } from '../../../src/handlers/store/store.ts';
import { cannotMount, makeReadOnly, mountedFolder } from './mounted-folder.ts';
import { delivery, entry, openRun } from './rows.ts';

/** Takes all space that is left; the file's name is returned. */
function fill(folder: string): string {
  const path = join(folder, 'filler');
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(4_096));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(file);
  }
  return path;
}

/** Appends until it fails: SQLite may have some room of its own left. */
async function appendUntilFull(store: Store): Promise<{ readonly written: number; readonly error: unknown }> {
  for (let written = 0; written < 10_000; written++) {
    try {
      await store.audit.append(entry({ reason: 'x'.repeat(2_000) }));
    } catch (error) {
      return { written, error };
    }
  }
  throw new Error('the disk never became full');
}

describe.skipIf(cannotMount() !== undefined)('a full disk', () => {
  test('refuses what must be kept, leaves nothing half-written, and is forgotten when there is space again', async () => {
    const folder = mountedFolder('size=1m');
    const { store, close } = await openStore({ folder, now: Date.now });
    await store.audit.append(entry());
    const filler = fill(folder);
    const { written, error } = await appendUntilFull(store);
    expect(error).toMatchObject({ name: 'StoreUnwritable', reason: 'disk-full' });
    expect(String(error)).toContain('the disk is full');

    await expect(store.runs.open(openRun({ planHash: 'x'.repeat(5_000) }))).rejects.toMatchObject({
      reason: 'disk-full',
    });
    await expect(store.deliveries.accept(delivery({ text: 'x'.repeat(5_000) }))).rejects.toMatchObject({
      reason: 'disk-full',
    });
    expect(await store.runs.list({ limit: 10 })).toEqual([]);
    expect(await store.deliveries.countSince(['terminal:alice'], 0)).toBe(0);
    expect((await store.audit.list({ limit: 1_000 })).length).toBe(written + 1);
    expect(await store.audit.verify()).toEqual({ rows: written + 1, faults: [] });

    rmSync(filler);
    expect((await store.runs.open(openRun())).opened).toBe(true);
    expect(await store.deliveries.accept(delivery())).toEqual({ state: 'new' });
    expect(await store.audit.verify()).toEqual({ rows: written + 2, faults: [] });
    await close();
  });

  test('is no reason not to start: what was kept can be read', async () => {
    const folder = mountedFolder('size=1m');
    const bot = await openStore({ folder, now: Date.now });
    await bot.store.audit.append(entry());
    const filler = fill(folder);
    const { written } = await appendUntilFull(bot.store);
    const second = await openStore({ folder, now: Date.now });
    expect((await second.store.audit.list({ limit: 1_000 })).length).toBe(written + 1);
    await expect(appendUntilFull(second.store)).resolves.toMatchObject({ error: { reason: 'disk-full' } });
    rmSync(filler);
    await second.store.audit.append(entry());
    await second.close();
    await bot.close();
  });
});

describe.skipIf(cannotMount() !== undefined)('a read-only file system', () => {
  test.each(['', 'state', 'deep/state'])('is named when the state cannot be made there, in "%s"', async (below) => {
    const folder = join(mountedFolder('size=1m,ro'), below);
    await expect(openStore({ folder, now: Date.now })).rejects.toMatchObject({
      name: 'StoreUnwritable',
      reason: 'read-only',
    });
  });

  test('is named when a state lies there', async () => {
    const folder = mountedFolder('size=1m');
    await (await openStore({ folder, now: Date.now })).close();
    makeReadOnly(folder);
    await expect(openStore({ folder, now: Date.now })).rejects.toMatchObject({
      name: 'StoreUnwritable',
      reason: 'read-only',
    });
  });
});
