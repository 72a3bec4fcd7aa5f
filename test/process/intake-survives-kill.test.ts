import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/bot/storage/open-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhiban-intake-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Posts until the server is gone; what was answered 200. */
async function postUntilGone(port: number, poster: number, kept: string[], enough: () => void): Promise<void> {
  for (let at = 0; ; at++) {
    const words = `poster ${poster} number ${at}`;
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/intake/zk`, {
        method: 'POST',
        headers: { Authorization: 'Bearer token' },
        body: JSON.stringify({ type: 'E', message: words }),
      });
      if (answer.status !== 200) continue;
    } catch {
      return;
    }
    kept.push(words);
    if (kept.length >= 200) enough();
  }
}

test('what was answered 200 is there after kill -9', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'intake-server.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer]; // its port
    const kept: string[] = [];
    const posters = Array.from({ length: 16 }, (_, poster) =>
      postUntilGone(Number(String(line)), poster, kept, () => child.kill('SIGKILL')),
    );
    await Promise.all(posters);
    await gone;
    const { store, close } = await openStore({ folder, now: Date.now });
    const rows = (await store.intake.waiting(100_000)).map(
      ({ body }) => (JSON.parse(body) as { message: string }).message,
    );
    await close();
    expect(kept.length).toBeGreaterThanOrEqual(200);
    expect(kept.filter((words) => !rows.includes(words))).toEqual([]);
    // What was not answered may be there as well, once.
    expect(new Set(rows).size).toBe(rows.length);
  } finally {
    child.kill('SIGKILL');
  }
});
