import { describe, expect, test } from 'vitest';
import { outboxBot } from './outbox-bot.ts';

describe('a conversation that cannot be written to', () => {
  const never = { posted: false, retry: 'never', why: 'the bot was removed' } as const;

  test('hands its answer to its person elsewhere, which says so', async () => {
    const it = await outboxBot();
    it.chat.closed.set('ops', never);
    await it.put('a', 'the answer', { person: 'bob' });
    await it.sent();
    expect(it.reads('bob')).toEqual([expect.stringMatching(/Said here because test:ops .*\nthe answer/s)]);
    await it.put('a', 'the answer, edited', { person: 'bob' });
    await it.pass(2_000);
    await it.sent();
    expect(it.reads('bob')).toEqual([expect.stringContaining('the answer, edited')]);
  });

  test('tries each place of the person, then the admins', async () => {
    const it = await outboxBot();
    for (const space of ['ops', 'bob', 'bob-phone']) it.chat.closed.set(space, never);
    await it.put('a', 'the answer', { person: 'bob' });
    await it.sent();
    for (const admin of ['alice', 'chenwei']) {
      expect(it.reads(admin)).toEqual([expect.stringContaining('the answer')]);
      expect(it.reads(admin)[0]).toContain('Bob');
    }
  });

  test('with nobody left keeps it in the log and the trail', async () => {
    const it = await outboxBot();
    for (const space of ['ops', 'bob', 'bob-phone']) it.chat.closed.set(space, never);
    const { policy, ...settings } = it.desk.settings();
    const alone = { ...settings, policy: { ...policy, people: { bob: policy.people.bob } } };
    Object.assign(it.desk, { settings: () => alone });
    await it.put('a', 'the answer', { person: 'bob' });
    await it.sent();
    expect(it.logged.join('\n')).toContain('a message reached nobody');
    const [row] = await it.desk.store.audit.list({ limit: 1 });
    expect(row).toMatchObject({ event: 'message.undeliverable', reason: expect.stringContaining('a: ') });
  });

  test('is tried once for a progress, and the end is still raised', async () => {
    const it = await outboxBot();
    it.chat.closed.set('ops', never);
    await it.put('a', 'half way', { person: 'bob', kind: 'progress' });
    await it.sent();
    expect(it.chat.shown).toEqual([]);
    await it.put('a', 'the end', { person: 'bob' });
    await it.sent();
    expect(it.reads('bob')).toEqual([expect.stringContaining('the end')]);
  });

  test('is the same as a platform that is not there any more', async () => {
    const it = await outboxBot();
    await it.put('a', 'the answer', { person: 'bob', conversation: { platform: 'gone', tenant: '', space: 'ops' } });
    await it.sent();
    expect(it.reads('bob')).toEqual([expect.stringContaining('the answer')]);
  });
});
