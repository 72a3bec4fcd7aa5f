import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type AccessCounted,
  accessArgv,
  accessCounted,
  type Reached,
} from '../../../src/actions/monitors/access-log.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhiban-访问-'));
  file = join(folder, 'access.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const line = (status: number, request = 'GET / HTTP/1.1') =>
  `10.0.0.1 - - [22/Nov/2026:03:00:00 +0000] "${request}" ${status} 12 "-" "curl \\x22 500"\n`;
const look = (reached?: Reached): AccessCounted | undefined => {
  const [command, ...args] = accessArgv(file, reached);
  const { stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return accessCounted({ exitCode: 0, stdout, stderr: '', droppedBytes: 0, tookMs: 0 });
};

test('the first look reads nothing but where the end is', () => {
  writeFileSync(file, line(500).repeat(5));
  expect(look()).toMatchObject({ requests: 0, failed: 0, offset: statSync(file).size });
});

test('only what is new is counted', () => {
  writeFileSync(file, line(500).repeat(5));
  const first = look();
  appendFileSync(file, line(200).repeat(3) + line(502) + line(404));
  const second = look(first);
  expect(second).toMatchObject({ requests: 5, failed: 1 });
  expect(look(second)).toMatchObject({ requests: 0, failed: 0 });
});

test('a line that is being written is counted once it is whole', () => {
  writeFileSync(file, '');
  const first = look();
  appendFileSync(file, line(200) + line(503).slice(0, 30));
  const second = look(first);
  expect(second).toMatchObject({ requests: 1, failed: 0 });
  appendFileSync(file, line(503).slice(30));
  expect(look(second)).toMatchObject({ requests: 1, failed: 1 });
});

test('what stood in a file that was rotated away is counted to its end, then the new one', () => {
  writeFileSync(file, line(200));
  const first = look();
  appendFileSync(file, line(500).repeat(2));
  renameSync(file, `${file}.1`);
  writeFileSync(file, line(200).repeat(3) + line(501));
  expect(look(first)).toMatchObject({ requests: 6, failed: 3, inode: String(statSync(file).ino) });
});

test('a file that was cut off is read from its beginning', () => {
  writeFileSync(file, line(200).repeat(10));
  const first = look();
  truncateSync(file, 0);
  appendFileSync(file, line(500) + line(200));
  expect(look(first)).toMatchObject({ requests: 2, failed: 1 });
});

test('a file that is not there, or may not be read, is not a file without errors', () => {
  expect(look({ inode: '1', offset: 0 })).toBeUndefined();
});

test('lines that are no requests are not counted', () => {
  writeFileSync(file, '');
  const first = look();
  appendFileSync(file, `nonsense\n${line(200, 'GET /500 HTTP/1.1')}\n`);
  expect(look(first)).toMatchObject({ requests: 1, failed: 0 });
});
