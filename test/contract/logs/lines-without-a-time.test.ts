import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { onlyPath, readersToday } from '../../actions/logs/only-reader.ts';
import { folder, readHere } from '../../actions/logs/this-machine.ts';

const room = folder();
afterAll(() => room.remove());

const start = Date.UTC(2026, 9, 24, 22);
const minute = 60_000;

describe.each(readersToday)('lines that say no time, read by %s', (reader) => {
  const machine = { path: onlyPath(reader) };
  test('a file of nothing else is counted when it was written to in the window, and says so', async () => {
    const path = join(room.path, 'monitor.log');
    writeFileSync(path, 'ALERT: TalentLens service is down!\nok\nERROR:root:disk is full\n');
    const now = Date.now();
    const read = await readHere({ path }, { window: { sinceMs: now - minute }, level: 40, signatures: 40 }, machine);
    expect(read.matched).toBe(2);
    expect([...read.how]).toEqual(['unstamped']);
    const earlier = await readHere(
      { path },
      { window: { sinceMs: now - 2 * minute, untilMs: now - minute }, level: 40 },
      machine,
    );
    expect(earlier.matched).toBe(1 + 1);
    const later = await readHere({ path }, { window: { sinceMs: now + minute }, level: 40 }, machine);
    expect(later.matched).toBe(0);
  });

  test('among others have the time of the one before', async () => {
    const path = join(room.path, 'mixed.log');
    const lines = [
      '2026-10-24 22:00:00,000 - app - INFO - started',
      'ERROR:    Exception in ASGI application',
      'Traceback (most recent call last):',
      'ValueError: no such row',
      '2026-10-24 23:00:00,000 - app - INFO - still there',
      'INFO:     127.0.0.1:5 - "GET / HTTP/1.1" 200 OK',
    ];
    writeFileSync(path, `${lines.join('\n')}\n`);
    const window = { sinceMs: start, untilMs: start + 30 * minute };
    const read = await readHere({ path }, { window, level: 40, signatures: 40 }, machine);
    expect(read.signatures).toMatchObject([{ count: 1, firstMs: start, text: 'ValueError: no such row' }]);
  });
});
