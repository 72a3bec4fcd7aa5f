import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logFile } from '../../src/bot/log-file.ts';
import { openLog } from '../../src/bot/open-log.ts';

let folder: string;
const elsewhere: string[] = [];
const open = () => logFile(join(folder, 'state'), (line) => elsewhere.push(line));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhiban-log-'));
  elsewhere.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('lines are kept beside the state, for its owner alone, after those of before', () => {
  open().write('one\n');
  const again = open();
  again.write('two\n');
  expect(readFileSync(again.path, 'utf8')).toBe('one\ntwo\n');
  expect(statSync(again.path).mode & 0o777).toBe(0o600);
  expect(elsewhere).toEqual([]);
});

test('the log of a process goes there, or else to stderr', () => {
  const { log, path } = openLog('warn', join(folder, 'state'));
  log.info('not worth it');
  log.warn({ key: 'n' }, 'a conversation does not take messages');
  const [line = '', ...more] = readFileSync(path ?? '', 'utf8')
    .trim()
    .split('\n');
  expect(JSON.parse(line)).toMatchObject({ level: 40, key: 'n', msg: 'a conversation does not take messages' });
  expect(more).toEqual([]);
  expect(openLog('warn', undefined).path).toBeUndefined();
});

test('a full one takes the place of the one before, so that two are kept at most', () => {
  const log = open();
  const line = `${'x'.repeat(999_999)}\n`;
  for (let at = 0; at < 12; at++) log.write(line);
  expect(statSync(log.path).size).toBe(2_000_000);
  expect(statSync(`${log.path}.old`).size).toBe(5_000_000);
});

test('a link in its place is not followed: the line is said elsewhere', () => {
  const other = join(folder, 'other');
  writeFileSync(other, '');
  mkdirSync(join(folder, 'state'));
  symlinkSync(other, join(folder, 'state', 'bot.log'));
  open().write('one\n');
  expect(readFileSync(other, 'utf8')).toBe('');
  expect(elsewhere).toEqual(['one\n']);
});
