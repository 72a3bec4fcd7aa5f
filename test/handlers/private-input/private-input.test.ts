import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { type AskedForASecret, askedForASecret, value } from './asked-for-a-secret.ts';

let it: AskedForASecret;
beforeEach(async () => {
  it = await askedForASecret();
});

test('a value asked for privately reaches the host, and is in nothing that is kept, shown or logged', async () => {
  const asked = await it.say('bob', '/give key demo');
  expect(asked.code).toBe('needs-input');
  const planned = await it.give('bob', it.refOf(asked));
  expect(planned.code).toBe('needs-confirm');
  const plan = (await it.desk.store.approvals.get(planned.approvalId ?? ''))?.plan;
  expect(plan?.input).toEqual({ system: 'demo', value: { secret: it.refOf(asked) } });
  const done = await it.say('bob', `/confirm ${planned.approvalId}`);
  expect(done.code).toBe('ok');
  expect(it.world.effects).toEqual([`put secret of ${value.length}`]);
  expect(it.traces()).toMatch(/the host says: got \[masked:given\]/);
  expect(it.traces()).not.toContain(value);
  expect(JSON.stringify([asked, planned, done])).not.toContain(value);
  const events = (await it.desk.store.audit.list({ limit: 20 })).map(({ event }) => event);
  expect(events).toEqual(expect.arrayContaining(['secret.asked', 'secret.given']));
});

test('the key of what is sealed is a file of its own, closed to others, made when first needed', async () => {
  const asked = await it.say('bob', '/give key demo');
  expect(it.files()).not.toContain('sealed.key');
  await it.give('bob', it.refOf(asked));
  expect(statSync(join(it.folder, 'sealed.key')).mode & 0o777).toBe(0o600);
  expect(statSync(join(it.folder, 'sealed.key')).size).toBe(32);
});

describe('the value is gone', () => {
  const left = (ref: string) => it.desk.store.sealed.open(ref, it.clock.now());
  const given = async (): Promise<{ readonly ref: string; readonly code: string }> => {
    const ref = it.refOf(await it.say('bob', '/give key demo'));
    const planned = await it.give('bob', ref);
    expect(await left(ref)).toBe(value);
    return { ref, code: planned.approvalId ?? '' };
  };

  test('when its run ended well', async () => {
    const { ref, code } = await given();
    await it.say('bob', `/confirm ${code}`);
    expect(await left(ref)).toBeUndefined();
  });
  test('when its run failed, and the failure shows a mask', async () => {
    const { ref, code } = await given();
    it.world.behaviour.set('secret', 'fails');
    const failed = await it.say('bob', `/confirm ${code}`);
    expect(failed.code).toBe('command-failed');
    expect(await left(ref)).toBeUndefined();
    expect(it.traces()).not.toContain(value);
  });
  test('when the plan was taken back', async () => {
    const { ref, code } = await given();
    await it.say('bob', `/deny ${code}`);
    expect(await left(ref)).toBeUndefined();
  });
  test('after an hour, whatever became of it', async () => {
    const { ref } = await given();
    it.clock.advance(3_600_000);
    expect(await left(ref)).toBeUndefined();
    await it.desk.store.sealed.dropExpired(it.clock.now());
    it.clock.advance(-3_600_000);
    expect(await left(ref)).toBeUndefined();
  });
});

test('a value that is gone is gone from the file, not only from the table', async () => {
  const path = join(it.folder, it.files().find((name) => name.endsWith('.db')) ?? '');
  const sealedIn = (ref: string): Buffer => {
    const database = new Sqlite(path, { readonly: true });
    try {
      const row = database.prepare<[string], { value: Buffer }>('SELECT value FROM sealed WHERE ref = ?').get(ref);
      return row?.value ?? Buffer.alloc(0);
    } finally {
      database.close();
    }
  };
  const lies = (sealed: Buffer): boolean => {
    const database = new Sqlite(path);
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    return readFileSync(path).includes(sealed.subarray(0, 32)) || readFileSync(path).includes(sealed.subarray(-32));
  };
  // Another row beside it, so that its page stays in use; one value of more than a page.
  await it.say('bob', '/give key demo');
  for (const given of [value, 'aB3x'.repeat(1_000)]) {
    const ref = it.refOf(await it.say('bob', '/give key demo'));
    await it.give('bob', ref, given);
    const sealed = sealedIn(ref);
    expect(sealed.length).toBeGreaterThan(given.length);
    expect(lies(sealed)).toBe(true);
    if (given === value) await it.desk.store.sealed.drop([ref]);
    else await it.desk.store.sealed.dropExpired(it.clock.now() + 3_600_001);
    expect(lies(sealed)).toBe(false);
  }
});

test('asked for in a channel, it is asked in a private place; where there is none, nothing is asked', async () => {
  const nowhere = await it.say('bob', '/give key demo', { room: 'ops' });
  expect(nowhere.code).toBe('bad-input');
  const inputPlaces = (space: string) => [{ platform: 'web', tenant: '', space: `@${space}` }];
  Object.assign(it.desk, { inputPlaces });
  const asked = await it.say('bob', '/give key demo', { room: 'ops' });
  expect(asked.code).toBe('needs-input');
  expect(asked.message.blocks.some(({ type }) => type === 'private-input')).toBe(false);
  const { rows } = await it.desk.store.outbox.heads({
    nowMs: it.clock.now(),
    limit: 9,
    exceptLanes: [],
    exceptPlatforms: [],
  });
  const [row] = rows;
  expect(row?.conversation.space).toBe('@bob');
  const question = row?.message.blocks.find(({ type }) => type === 'private-input');
  if (question?.type !== 'private-input') throw new Error('no question');
  expect((await it.give('bob', question.ref)).code).toBe('needs-confirm');
  const after = await it.desk.store.outbox.get(row?.key ?? '');
  expect(after?.message.blocks.some(({ type }) => type === 'private-input')).toBe(false);
});
