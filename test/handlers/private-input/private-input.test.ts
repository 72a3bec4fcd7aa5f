import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Block } from '../../../src/actions/report.ts';
import type { Answer } from '../../../src/handlers/message.ts';
import { aBot } from '../../fakes/a-bot.ts';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';
import type { FakeClock } from '../../fakes/fake-clock.ts';
import { fakePlatform } from '../../fakes/fake-platform.ts';

const value = 'Zq7-correct.horse~battery';

let it: ADesk;
beforeEach(async () => {
  it = await aDesk();
});
afterEach(() => it.close());

const refOf = (answer: Answer): string => {
  const question = answer.message.blocks.find(({ type }) => type === 'private-input');
  if (question?.type !== 'private-input') throw new Error(`nothing was asked: ${it.text(answer)}`);
  return question.ref;
};
const isQuestion = (block: Block) => block.type === 'private-input';
const give = (who: string, ref: string, given = value) => it.say(who, '', { given: { ref, value: given } });
const files = () => readdirSync(it.folder).filter((name) => statSync(join(it.folder, name)).isFile());
/** Whatever the process wrote anywhere, said or logged. */
const traces = (): string =>
  [
    ...files().map((name) => readFileSync(join(it.folder, name)).toString('latin1')),
    ...it.logged,
    JSON.stringify(it.desk.redactor.json(it.progress)),
  ].join('\n');

test('a value asked for privately reaches the host, and is in nothing that is kept, shown or logged', async () => {
  const asked = await it.say('bob', '/give key demo');
  expect(asked.code).toBe('needs-input');
  const planned = await give('bob', refOf(asked));
  expect(planned.code).toBe('needs-confirm');
  const plan = (await it.desk.store.approvals.get(planned.approvalId ?? ''))?.plan;
  expect(plan?.input).toEqual({ system: 'demo', value: { secret: refOf(asked) } });
  const done = await it.say('bob', `/confirm ${planned.approvalId}`);
  expect(done.code).toBe('ok');
  expect(it.world.effects).toEqual([`put secret of ${value.length}`]);
  expect(traces()).toMatch(/the host says: got \[masked:given\]/);
  expect(traces()).not.toContain(value);
  expect(JSON.stringify([asked, planned, done])).not.toContain(value);
  const events = (await it.desk.store.audit.list({ limit: 20 })).map(({ event }) => event);
  expect(events).toEqual(expect.arrayContaining(['secret.asked', 'secret.given']));
});

test('the key of what is sealed is a file of its own, closed to others, made when first needed', async () => {
  const asked = await it.say('bob', '/give key demo');
  expect(files()).not.toContain('sealed.key');
  await give('bob', refOf(asked));
  expect(statSync(join(it.folder, 'sealed.key')).mode & 0o777).toBe(0o600);
  expect(statSync(join(it.folder, 'sealed.key')).size).toBe(32);
});

describe('the value is gone', () => {
  const left = (ref: string) => it.desk.store.sealed.open(ref, it.clock.now());
  const given = async (): Promise<{ readonly ref: string; readonly code: string }> => {
    const ref = refOf(await it.say('bob', '/give key demo'));
    const planned = await give('bob', ref);
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
    expect(traces()).not.toContain(value);
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
  const path = join(it.folder, files().find((name) => name.endsWith('.db')) ?? '');
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
    const ref = refOf(await it.say('bob', '/give key demo'));
    await give('bob', ref, given);
    const sealed = sealedIn(ref);
    expect(sealed.length).toBeGreaterThan(given.length);
    expect(lies(sealed)).toBe(true);
    if (given === value) await it.desk.store.sealed.drop([ref]);
    else await it.desk.store.sealed.dropExpired(it.clock.now() + 3_600_001);
    expect(lies(sealed)).toBe(false);
  }
});

describe('who may give it', () => {
  test('only the one who was asked, once, within ten minutes', async () => {
    const ref = refOf(await it.say('bob', '/give key demo'));
    expect((await give('alice', ref)).code).toBe('stale');
    expect((await give('bob', ref)).code).toBe('needs-confirm');
    expect((await give('bob', ref)).code).toBe('stale');
    const late = refOf(await it.say('bob', '/give key demo'));
    it.clock.advance(10 * 60_000);
    expect((await give('bob', late)).code).toBe('stale');
    expect((await give('bob', 'a'.repeat(24))).code).toBe('stale');
  });
  test('what cannot be a key is refused, and asked for again: the question before takes no answer any more', async () => {
    let ref = refOf(await it.say('bob', '/give key demo'));
    for (const bad of ['short', 'with space in it', 'two\nlines-of-it', `quote"quote"quote`, 'x'.repeat(5_000)]) {
      const again = await give('bob', ref, bad);
      expect(again.code, bad).toBe('bad-input');
      expect(it.text(again)).toMatch(/^This cannot be a key: .*\nGive the key here before /);
      expect((await give('bob', ref)).code).toBe('stale');
      ref = refOf(again);
    }
    expect((await give('bob', ref, `${value}\n`)).code).toBe('needs-confirm');
  });
  test('of several questions only the newest is left on the screen', async () => {
    const platforms = (clock: FakeClock) => [fakePlatform({ now: clock.now, limits: { privateInput: true } })] as const;
    const bot = await aBot({ platforms });
    await bot.chat.hear('bob', '/give key demo');
    const questions = () => bot.chat.in('bob').filter(({ message }) => message.blocks.some(isQuestion));
    await bot.until(() => questions().length === 1);
    const [question] = questions()[0]?.message.blocks.filter(isQuestion) ?? [];
    await bot.chat.hear('bob', '', { given: { ref: question?.ref ?? '', value: 'short' } });
    await bot.until(() => bot.pass(250).then(() => bot.reads('bob')[0]?.startsWith('That could not be a key')));
    await bot.until(() => bot.reads('bob')[1]?.startsWith('This cannot be a key'));
    expect(questions()).toHaveLength(1);
    await bot.close();
  });
  test.each([
    'sk-12345678;{touch,/tmp/owned}',
    'sk-12345678|sh',
    'sk-12345678&reboot',
    'sk-12345678>/etc/passwd',
    'sk-12345678<(id)',
    'sk-$(reboot)-12345',
    'sk-`reboot`-12345',
    'sk-12345678*',
    '~root/12345678',
    'sk-12345678:~root',
    'sk-1234\r5678',
    'sk-1234\u00005678',
    'sk-1234#5678',
  ])('what a shell that reads the env file would take for more than a value is refused: %j', async (bad) => {
    const ref = refOf(await it.say('bob', '/give key demo'));
    expect((await give('bob', ref, bad)).code).toBe('bad-input');
    expect(await it.desk.store.sealed.open(ref, it.clock.now())).toBeUndefined();
  });
  test.each([
    'person:bob',
    'secret.given',
    '2026-11-22',
    '/opt/demo',
    'production',
    'Asia/Shanghai',
    'SHOUTING',
    'Person:Bob',
  ])(
    'what the bot writes itself is no key, for it would be masked ever after, in the audit trail too: %j',
    async (bad) => {
      const ref = refOf(await it.say('bob', '/give key demo'));
      const refused = await give('bob', ref, bad);
      expect(await it.read('bob', '/put demo values=a')).not.toContain('[masked');
      const rows = await it.desk.store.audit.list({ limit: 20 });
      expect(JSON.stringify(rows)).not.toContain('[masked:given]');
      expect(rows.map(({ principal }) => principal)).toContain('person:bob');
      expect(refused.code).toBe('bad-input');
    },
  );
  test('even a key that is like a word of the trail does not take who did what out of it', async () => {
    const ref = refOf(await it.say('bob', '/give key demo'));
    await it.desk.store.sealed.give(ref, 'person:bob', it.clock.now(), it.clock.now() + 60_000);
    await it.say('bob', '/look demo person:bob');
    const rows = await it.desk.store.audit.list({ limit: 20 });
    expect(rows[0]).toMatchObject({ principal: 'person:bob' });
    expect(JSON.stringify(rows.map(({ command }) => command))).not.toContain('person:bob');
    expect((await it.desk.store.audit.verify()).faults).toEqual([]);
  });
  test('what keys are made of is taken', async () => {
    const ref = refOf(await it.say('bob', '/give key demo'));
    expect((await give('bob', ref, 'sk-Ab1.8Q~x_y+z/9=:@%,!^-==')).code).toBe('needs-confirm');
  });
  test('who may not do it is not asked', async () => {
    const denied = await it.say('carol', '/give key demo');
    expect(denied.code).toBe('denied');
    expect(denied.message.blocks.some(({ type }) => type === 'private-input')).toBe(false);
  });
  test('a right taken away meanwhile ends it', async () => {
    const ref = refOf(await it.say('bob', '/give key demo'));
    const { grants, ...rest } = it.desk.settings().policy;
    const settings = {
      ...it.desk.settings(),
      policy: { ...rest, grants: grants.filter(({ role }) => role !== 'on-call') },
    };
    Object.assign(it.desk, { settings: () => settings });
    expect((await give('bob', ref)).code).toBe('denied');
    expect(await it.desk.store.sealed.open(ref, it.clock.now())).toBeUndefined();
  });
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
  expect((await give('bob', question.ref)).code).toBe('needs-confirm');
  const after = await it.desk.store.outbox.get(row?.key ?? '');
  expect(after?.message.blocks.some(({ type }) => type === 'private-input')).toBe(false);
});

describe('a secret typed in a chat', () => {
  test.each([
    `/give key demo ${value}`,
    `/give key ${value} demo`,
    `/give key demo value=${value}`,
    `/give key demo "${value}"`,
    `/give_key demo ${value}`,
    `give key demo ${value}`,
    `/giv key demo ${value}`,
    `/give kee demo ${value}`,
    `/交密钥 demo ${value}`,
  ])('"%s" is refused, blanked before the first row, and to be rotated', async (text) => {
    for (const more of [{}, { room: 'ops' }]) {
      const said = await it.say('bob', text, more);
      expect(said.code).toBe('bad-input');
      expect(it.text(said)).toMatch(/rotate it now/);
    }
    expect(traces()).not.toContain(value);
    expect(it.world.effects).toEqual([]);
  });

  test('is no reason to type it again: the command without it is offered', async () => {
    expect(await it.read('bob', `/give key demo ${value}`)).toMatch(/\nNext: {2}\/give key demo$/);
    expect(await it.read('bob', `/give key demo value="${value}"`)).toMatch(/\nNext: {2}\/give key demo$/);
  });

  test('as an answer to the question is too', async () => {
    await it.say('bob', '/give key demo');
    const said = await it.say('bob', value);
    expect(it.text(said)).toMatch(/rotate it now/);
    expect(traces()).not.toContain(value);
    expect(it.text(await it.say('alice', 'something else entirely'))).not.toMatch(/rotate/);
  });

  test('within more words than a command has is blanked too', async () => {
    await it.say('bob', `/give key demo ${'and '.repeat(1_000)}${value}`);
    expect(traces()).not.toContain(value);
  });

  test('a name that was mistyped is not taken for one', async () => {
    const said = await it.say('bob', '/give key dmeo');
    expect(it.text(said)).not.toMatch(/rotate/);
  });
});
