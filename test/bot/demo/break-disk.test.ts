import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { diskArgv, disksSeen } from '../../../src/actions/host/disk-space.ts';
import { fillDemo, mendDemo } from '../../../src/bot/demo/break-demo.ts';

const limit = 8;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhiban 演示-'));
  writeFileSync(join(folder, 'log'), 'x'.repeat(1_500_000));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As a check sees it: the very program that hosts run. */
const seen = () => {
  const [program, ...args] = diskArgv([folder], { folder, kilobytes: limit * 1_024 });
  const stdout = execFileSync(program, args, { encoding: 'utf8' });
  return disksSeen({ exitCode: 0, stdout, stderr: '', droppedBytes: 0, tookMs: 1 });
};

test("the demo's disk is really full, as the disk check measures it, and has room again when mended", () => {
  const before = seen();
  expect(before[0]).toMatchObject({ mount: folder, totalBytes: limit * 1_048_576 });
  expect(before[0]?.percent).toBeLessThan(30);
  expect(before.length).toBe(2); // its file system stands beside it
  fillDemo(folder, limit * 1_048_576);
  expect(seen()[0]?.percent).toBeGreaterThanOrEqual(98);
  fillDemo(folder, limit * 1_048_576);
  expect(seen()[0]?.percent).toBeLessThanOrEqual(101);
  mendDemo(folder);
  expect(seen()[0]?.percent).toBeLessThan(30);
  expect(existsSync(join(folder, 'log'))).toBe(true);
});
