import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entry } from './rows.ts';
import { append, faultsOf, tamper, trail, using, verify } from './tampered-trail.ts';

test('an older copy put back with the head that fits it, under a process that goes on', async () => {
  const folder = await trail();
  const head = readFileSync(join(folder, 'audit.head'));
  await using(folder, async ({ store }) => {
    for (let time = 0; time < 5; time++) await store.audit.append(entry());
    tamper(folder, 'DELETE FROM audit WHERE seq > 20');
    writeFileSync(join(folder, 'audit.head'), head);
    expect((await store.audit.verify()).faults).toEqual([{ seq: 21, fault: 'cut' }]);
    await store.audit.append(entry());
    expect((await store.audit.verify()).faults).toEqual([{ seq: 21, fault: 'missing' }]);
  });
  expect(await faultsOf(folder)).toEqual(['21 missing']);
});

test.each([
  ['rows as they come', `BEFORE INSERT ON audit BEGIN SELECT raise(IGNORE); END`],
  ['them again at once', `AFTER INSERT ON audit BEGIN DELETE FROM audit WHERE seq = NEW.seq; END`],
  ['them by another table', `AFTER UPDATE ON runs BEGIN DELETE FROM audit WHERE seq = NEW.audit_seq; END`],
])('a trigger that drops %s: nothing is recorded, so nothing is done', async (_, trigger) => {
  const folder = await trail();
  await using(folder, async ({ store }) => {
    tamper(folder, `CREATE TRIGGER hide ${trigger}`);
    await expect(store.audit.append(entry({ principal: 'person:mallory' }))).rejects.toThrow('a trigger hide');
  });
  await expect(append(folder)).rejects.toThrow('a trigger hide');
  expect(await verify(folder)).toEqual({ rows: 20, faults: [{ seq: 20, fault: 'foreign-trigger' }] });
});
