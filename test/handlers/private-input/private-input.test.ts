import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/handlers/message.ts';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';

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
  test('what cannot be a key is refused, and can be given again', async () => {
    const ref = refOf(await it.say('bob', '/give key demo'));
    for (const bad of ['short', 'with space in it', 'two\nlines-of-it', `quote"quote"quote`, 'x'.repeat(5_000)])
      expect((await give('bob', ref, bad)).code, bad).toBe('bad-input');
    expect((await give('bob', ref, `${value}\n`)).code).toBe('needs-confirm');
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
