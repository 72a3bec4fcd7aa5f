import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../../src/bot/storage/open-store.ts';

const mebi = 1_024 * 1_024;

test('deliveries are read in pieces that fit in memory, however many large ones wait, and none is passed over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-intake-'));
  const { store, close } = await openStore({ folder, instance: 'this', now: () => 1_000 });
  try {
    for (let at = 0; at < 20; at += 1) await store.intake.put('grafana', `${at} `.padEnd(mebi, 'x'), 1_000);
    await store.intake.put('grafana', 'larger '.padEnd(9 * mebi, 'x'), 1_000);
    const read: string[] = [];
    for (let rows = await store.intake.waiting(500); rows.length > 0; rows = await store.intake.waiting(500)) {
      expect(rows.length === 1 || rows.reduce((sum, { body }) => sum + body.length, 0) <= 8 * mebi).toBe(true);
      read.push(...rows.map(({ body }) => body.split(' ')[0] ?? ''));
      await store.intake.drop(rows.map(({ id }) => id));
    }
    expect(read).toEqual([...Array.from({ length: 20 }, (_, at) => String(at)), 'larger']);
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
});
