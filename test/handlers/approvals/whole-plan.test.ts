import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptFiles } from '../../../src/bot/storage/kept-files.ts';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';

let it: ADesk;
beforeEach(async () => {
  it = await aDesk();
  const places = (space: string) => [{ platform: 'test', tenant: '', space }];
  Object.assign(it.desk, { places, files: keptFiles(join(it.folder, 'files'), it.clock.now, () => {}) });
});
afterEach(() => it.close());

const values = (count: number): string => Array.from({ length: count }, (_, at) => `v${at + 1}`).join(',');

test('a plan of more than 60 lines is attached whole beside the shortened view, for who asks and who approves', async () => {
  const asked = await it.say('bob', `/shove demo values="${values(80)}"`);
  expect(asked.code).toBe('needs-approval');
  expect(it.text(asked)).toMatch(/80 lines/);
  const file = asked.message.blocks.find(({ type }) => type === 'file');
  if (file?.type !== 'file') throw new Error('no file');
  const whole = readFileSync(file.path, 'utf8');
  for (let at = 1; at <= 80; at += 1) expect(whole).toContain(`${at} h1: put v${at}\n`);
  const told = await it.desk.store.outbox.get(`approval:${asked.approvalId}:alice`);
  expect(told?.message.blocks).toContainEqual(file);
});

test('a plan of 60 lines is shown whole and needs no file', async () => {
  const asked = await it.say('bob', `/shove demo values="${values(60)}"`);
  expect(asked.message.blocks.some(({ type }) => type === 'file')).toBe(false);
  expect(it.text(asked)).toContain('60 h1: put v60');
});

test('a line break in a command makes no line that looks like another step, in the view and in the file', async () => {
  const put = it.desk.stepKinds.get('put');
  if (put === undefined) throw new Error('no step kind put');
  const forged = { ...put, describe: () => ['put one\n2 h1: put harmless\r3 h1: put nothing'] };
  Object.assign(it.desk, { stepKinds: new Map([...it.desk.stepKinds, ['put', forged]]) });
  const short = it.text(await it.say('bob', '/shove demo values=a'));
  expect(short).toContain('1 h1: 2 h1: put harmless');
  expect(short).toContain('1 h1: 3 h1: put nothing');
  const long = await it.say('bob', `/shove demo values="${values(30)}"`);
  const file = long.message.blocks.find(({ type }) => type === 'file');
  if (file?.type !== 'file') throw new Error('no file');
  const whole = readFileSync(file.path, 'utf8');
  expect(whole.match(/^ {3}2 h1: put harmless/gm)).toBeNull();
  expect(whole.match(/^ {3}1 h1: 2 h1: put harmless$/gm)).toHaveLength(1);
});
