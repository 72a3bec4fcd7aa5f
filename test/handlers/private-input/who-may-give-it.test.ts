import { beforeEach, describe, expect, test } from 'vitest';
import type { Block } from '../../../src/actions/report.ts';
import { aBot } from '../../fakes/a-bot.ts';
import type { FakeClock } from '../../fakes/fake-clock.ts';
import { fakePlatform } from '../../fakes/fake-platform.ts';
import { type AskedForASecret, askedForASecret, value } from './asked-for-a-secret.ts';

let it: AskedForASecret;
beforeEach(async () => {
  it = await askedForASecret();
});

const isQuestion = (block: Block) => block.type === 'private-input';

describe('who may give it', () => {
  test('only the one who was asked, once, within ten minutes', async () => {
    const ref = it.refOf(await it.say('bob', '/give key demo'));
    expect((await it.give('alice', ref)).code).toBe('stale');
    expect((await it.give('bob', ref)).code).toBe('needs-confirm');
    expect((await it.give('bob', ref)).code).toBe('stale');
    const late = it.refOf(await it.say('bob', '/give key demo'));
    it.clock.advance(10 * 60_000);
    expect((await it.give('bob', late)).code).toBe('stale');
    expect((await it.give('bob', 'a'.repeat(24))).code).toBe('stale');
  });
  test('what cannot be a key is refused, and asked for again: the question before takes no answer any more', async () => {
    let ref = it.refOf(await it.say('bob', '/give key demo'));
    for (const bad of ['short', 'with space in it', 'two\nlines-of-it', `quote"quote"quote`, 'x'.repeat(5_000)]) {
      const again = await it.give('bob', ref, bad);
      expect(again.code, bad).toBe('bad-input');
      expect(it.text(again)).toMatch(/^This cannot be a key: .*\nGive the key here before /);
      expect((await it.give('bob', ref)).code).toBe('stale');
      ref = it.refOf(again);
    }
    expect((await it.give('bob', ref, `${value}\n`)).code).toBe('needs-confirm');
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
    const ref = it.refOf(await it.say('bob', '/give key demo'));
    expect((await it.give('bob', ref, bad)).code).toBe('bad-input');
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
      const ref = it.refOf(await it.say('bob', '/give key demo'));
      const refused = await it.give('bob', ref, bad);
      expect(await it.read('bob', '/put demo values=a')).not.toContain('[masked');
      const rows = await it.desk.store.audit.list({ limit: 20 });
      expect(JSON.stringify(rows)).not.toContain('[masked:given]');
      expect(rows.map(({ principal }) => principal)).toContain('person:bob');
      expect(refused.code).toBe('bad-input');
    },
  );
  test('even a key that is like a word of the trail does not take who did what out of it', async () => {
    const ref = it.refOf(await it.say('bob', '/give key demo'));
    await it.desk.store.sealed.give(ref, 'person:bob', it.clock.now(), it.clock.now() + 60_000);
    await it.say('bob', '/look demo person:bob');
    const rows = await it.desk.store.audit.list({ limit: 20 });
    expect(rows[0]).toMatchObject({ principal: 'person:bob' });
    expect(JSON.stringify(rows.map(({ command }) => command))).not.toContain('person:bob');
    expect((await it.desk.store.audit.verify()).faults).toEqual([]);
  });
  test('what keys are made of is taken', async () => {
    const ref = it.refOf(await it.say('bob', '/give key demo'));
    expect((await it.give('bob', ref, 'sk-Ab1.8Q~x_y+z/9=:@%,!^-==')).code).toBe('needs-confirm');
  });
  test('who may not do it is not asked', async () => {
    const denied = await it.say('carol', '/give key demo');
    expect(denied.code).toBe('denied');
    expect(denied.message.blocks.some(({ type }) => type === 'private-input')).toBe(false);
  });
  test('a right taken away meanwhile ends it', async () => {
    const ref = it.refOf(await it.say('bob', '/give key demo'));
    const { grants, ...rest } = it.desk.settings().policy;
    const settings = {
      ...it.desk.settings(),
      policy: { ...rest, grants: grants.filter(({ role }) => role !== 'on-call') },
    };
    Object.assign(it.desk, { settings: () => settings });
    expect((await it.give('bob', ref)).code).toBe('denied');
    expect(await it.desk.store.sealed.open(ref, it.clock.now())).toBeUndefined();
  });
});
