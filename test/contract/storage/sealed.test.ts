import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/bot/storage/open-store.ts';
import type { Wanted } from '../../../src/handlers/store/sealed.ts';
import { tempFolder } from './temp-folder.ts';

const value = 'correct-horse-battery-staple';
const wanted = (ref: string, more: Partial<Wanted> = {}): Wanted => ({
  ref,
  requester: 'person:bob',
  action: 'token set',
  command: '/token set teaching openai',
  input: { system: 'teaching' },
  field: 'value',
  postings: [{ key: 'k', conversation: { platform: 'test', tenant: '', space: 'bob' } }],
  askedAtMs: 0,
  expiresAtMs: 1_000,
  ...more,
});

let folder: string;
const open = async () => {
  const opened = await openStore({ folder, now: () => 0 });
  onTestFinished(() => opened.close());
  return opened.store.sealed;
};
beforeEach(() => {
  folder = tempFolder();
});

test('a value is given once, opened by every process that has the key, and stands nowhere in the clear', async () => {
  const sealed = await open();
  await sealed.ask(wanted('a1'));
  expect(await sealed.wanted('a1')).toEqual(wanted('a1'));
  expect(await sealed.isAsked('person:bob', 500)).toBe(true);
  expect(await sealed.isAsked('person:bob', 1_000)).toBe(false);
  expect(await sealed.isAsked('person:alice', 500)).toBe(false);
  expect(await sealed.give('a1', value, 500, 9_000)).toBe(true);
  expect(await sealed.give('a1', 'another-value', 500, 9_000)).toBe(false);
  expect(await sealed.wanted('a1')).toBeUndefined();
  expect(await (await open()).open('a1', 8_999)).toBe(value);
  for (const name of ['zhiban.db', 'zhiban.db-wal'])
    expect(readFileSync(join(folder, name)).includes(value)).toBe(false);
});

test('what was never asked, or is over, takes no value and gives none', async () => {
  const sealed = await open();
  await sealed.ask(wanted('a1'));
  expect(await sealed.give('b2', value, 0, 9_000)).toBe(false);
  expect(await sealed.give('a1', value, 1_000, 9_000)).toBe(false);
  expect(await sealed.give('a1', value, 999, 2_000)).toBe(true);
  expect(await sealed.open('a1', 2_000)).toBeUndefined();
  await sealed.dropExpired(1_999);
  expect(await sealed.open('a1', 1_999)).toBe(value);
  await sealed.dropExpired(2_000);
  expect(await sealed.open('a1', 0)).toBeUndefined();
});

test('dropped is gone, the others stay', async () => {
  const sealed = await open();
  for (const ref of ['a1', 'b2']) {
    await sealed.ask(wanted(ref));
    await sealed.give(ref, `${value}-${ref}`, 0, 9_000);
  }
  await sealed.drop(['a1', 'c3']);
  expect(await sealed.open('a1', 0)).toBeUndefined();
  expect(await sealed.open('b2', 0)).toBe(`${value}-b2`);
});

test('without its key, with another one, or put under another name, a value is gone', async () => {
  const sealed = await open();
  for (const ref of ['a1', 'b2']) {
    await sealed.ask(wanted(ref));
    await sealed.give(ref, `${value}-${ref}`, 0, 9_000);
  }
  const raw = new Sqlite(join(folder, 'zhiban.db'));
  raw.exec("UPDATE sealed SET (nonce, value) = (SELECT nonce, value FROM sealed WHERE ref = 'b2') WHERE ref = 'a1'");
  raw.close();
  expect(await sealed.open('a1', 0)).toBeUndefined();
  expect(await sealed.open('b2', 0)).toBe(`${value}-b2`);
  writeFileSync(join(folder, 'sealed.key'), Buffer.alloc(32));
  expect(await sealed.open('b2', 0)).toBeUndefined();
  rmSync(join(folder, 'sealed.key'));
  expect(await sealed.open('b2', 0)).toBeUndefined();
});

test('a link in the place of the key is not followed', async () => {
  const elsewhere = join(tempFolder(), 'key');
  writeFileSync(elsewhere, Buffer.alloc(32));
  symlinkSync(elsewhere, join(folder, 'sealed.key'));
  const sealed = await open();
  await sealed.ask(wanted('a1'));
  await expect(sealed.give('a1', value, 0, 9_000)).rejects.toThrow(/ELOOP/);
});
