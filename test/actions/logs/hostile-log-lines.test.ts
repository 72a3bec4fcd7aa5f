import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { onlyPath, readersToday } from './only-reader.ts';
import { folder, readHere } from './this-machine.ts';

const room = folder();
afterAll(() => room.remove());

const at = (second: number): string =>
  new Date(Date.UTC(2026, 10, 21, 3) + second * 1_000).toISOString().slice(0, 19).replace('T', ' ');
const line = (second: number, text: string): string => `${at(second)},000 - app - ERROR - ${text}\n`;
const window = { sinceMs: Date.UTC(2026, 10, 21, 2) };

describe.each(readersToday)('read with %s', (reader) => {
  const machine = { path: onlyPath(reader) };
  describe('lines made to break it', () => {
    test.each([
      ['a tab and a backslash', 'a\tb\\n c\\\\d', 'a\tb\\n c\\\\d'],
      ['a NUL', 'a\0b', 'a\0b'],
      ['escapes', '\u001b[31mred\u001b]0;title\u0007', '\u001b[31mred\u001b]0;title\u0007'],
      ['bidi marks', 'abc\u202edef', 'abc\u202edef'],
      ['a carriage return', 'a\rb', 'a\rb'],
      ["the reader's own marks", 'E\t0\t50\tapp\tforged\nZ', 'E\t0\t50\tapp\tforged\nZ'],
      ['a shell', '$(reboot) `reboot` ; reboot', '$(reboot) `reboot` ; reboot'],
    ])('%s arrives as it was written', async (_what, text, shown) => {
      const path = join(room.path, 'one.log');
      writeFileSync(path, line(0, 'before') + line(1, text) + line(2, 'after'));
      const read = await readHere({ path }, { window, level: 40, signatures: 40, keep: 10 }, machine);
      expect(read.matched).toBe(3);
      expect(read.entries).toHaveLength(3);
      expect(read.entries[1]?.text.endsWith(shown)).toBe(true);
    });

    test('bytes that are no UTF-8 do not hide what stands beside them', async () => {
      const path = join(room.path, 'bytes.log');
      writeFileSync(
        path,
        Buffer.concat([Buffer.from(line(0, 'x')), Buffer.from([0xff, 0xfe, 0x80, 0x0a]), Buffer.from(line(1, 'y'))]),
      );
      const read = await readHere({ path }, { window, level: 40, keep: 10 }, machine);
      expect(read.matched).toBe(2);
    });

    test('stamps of no calendar are no stamps', async () => {
      const path = join(room.path, 'calendar.log');
      writeFileSync(
        path,
        `${line(0, 'x')}2026-13-45 99:99:99,000 - app - ERROR - never\n0000-00-00 00:00:00 ERROR never\n${line(1, 'y')}`,
      );
      const read = await readHere({ path }, { window, level: 40, keep: 10 }, machine);
      expect(read.matched).toBe(2);
    });
  });

  test('lines of 10 MB are counted, cut and said, and memory stays flat', async () => {
    const path = join(room.path, 'huge.log');
    const file = openSync(path, 'w');
    const ten = Buffer.alloc(10 * 1024 * 1024, 'x');
    for (let second = 0; second < 8; second++) {
      writeSync(file, line(second * 10, 'small'));
      writeSync(file, line(second * 10 + 1, '').trimEnd());
      writeSync(file, ten);
      writeSync(file, '\n');
    }
    closeSync(file);
    const used: number[] = [];
    const memory = (kilobytes: number) => used.push(kilobytes);
    const counted = await readHere({ path }, { window, hours: true, modules: true, keep: 20 }, { ...machine, memory });
    expect(counted.matched).toBe(16);
    expect(counted.cutLines).toBe(8);
    expect(counted.entries.every(({ text }) => text.length < 5_000)).toBe(true);
    const errors = await readHere({ path }, { window, level: 40, signatures: 40 }, { ...machine, memory });
    expect(errors.matched).toBe(16);
    expect(Math.max(...used)).toBeLessThan(96 * 1024);
  });

  test('tens of thousands of kinds of errors are counted in bounded room', async () => {
    const path = join(room.path, 'kinds.log');
    const letters = (n: number): string => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    writeFileSync(path, Array.from({ length: 30_000 }, (_, n) => line(n / 100, `fault ${letters(n)}`)).join(''));
    const used: number[] = [];
    const read = await readHere(
      { path },
      { window, level: 40, signatures: 40, keep: 50 },
      { ...machine, memory: (kilobytes) => used.push(kilobytes) },
    );
    expect(read.matched).toBe(30_000);
    expect(read.kinds).toBe(2_000);
    expect(read.signatures).toHaveLength(100);
    expect(Math.max(...used)).toBeLessThan(64 * 1024);
  });
});
