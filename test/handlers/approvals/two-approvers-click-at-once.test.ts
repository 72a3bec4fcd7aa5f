import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ABot, aBot } from '../../fakes/a-bot.ts';
import { auditEvents, shove } from './asked-in-chat.ts';

let it: ABot;
beforeEach(async () => {
  it = await aBot();
});
afterEach(() => it.close());

const answered = async (keys: readonly string[]) => {
  await it.until(async () => {
    await it.pass(250);
    const rows = await Promise.all(keys.map((key) => it.desk.store.outbox.get(`answer:${key}`)));
    return rows.every((row) => row?.kind === 'final');
  });
  const kept = await Promise.all(keys.map((key) => it.desk.store.deliveries.accept(deliveryOf(key))));
  return kept.map((each) => (each.state === 'seen' ? each.answer?.code : undefined));
};

const deliveryOf = (key: string) => ({
  key,
  atMs: it.clock.now(),
  conversation: { platform: 'test', tenant: '', space: 'x' },
  sender: 'test:x',
  text: '',
  owner: 'test',
});

test.each([
  ['two approvers', ['alice', 'chenwei']],
  ['one approver on two devices', ['alice', 'alice-phone']],
  ['everybody, several times', ['alice', 'chenwei', 'alice-phone', 'alice', 'chenwei']],
])('%s click at once: one run, the others are told that it is taken', async (_, people) => {
  const code = await shove(it);
  const keys = people.map((_who, at) => `click:${at}`);
  await Promise.all(people.map((who, at) => it.chat.hear(who, `/approve ${code}`, { key: `click:${at}` })));
  const codes = await answered(keys);
  expect(codes.filter((each) => each === 'ok')).toHaveLength(1);
  expect(codes.filter((each) => each === 'stale')).toHaveLength(people.length - 1);
  expect(it.world.effects).toEqual(['put a']);
  expect((await auditEvents(it)).filter((event) => event === 'run.opened')).toHaveLength(1);
});

test('a yes and a no at once: one of them counts, and all copies say which', async () => {
  for (let round = 0; round < 5; round++) {
    const code = await shove(it, 'bob', `room-${round}`);
    const keys = [`yes:${round}`, `no:${round}`];
    await Promise.all([
      it.chat.hear('alice', `/approve ${code}`, { key: keys[0] ?? '' }),
      it.chat.hear('chenwei', `/deny ${code}`, { key: keys[1] ?? '' }),
    ]);
    await answered(keys);
    await it.pass(4_000);
    await it.sent();
    const state = (await it.desk.store.approvals.get(code))?.state;
    expect(['used', 'denied']).toContain(state);
    expect(it.reads(`room-${round}`)[0]).toMatch(state === 'used' ? /Approved by Alice/ : /Denied by Chen Wei/);
  }
});

test('the same click delivered twice is one click', async () => {
  const code = await shove(it);
  await Promise.all([1, 2, 3].map(() => it.chat.hear('alice', `/approve ${code}`, { key: 'click' })));
  await answered(['click']);
  await it.pass(3_000);
  await it.sent();
  expect(it.world.effects).toEqual(['put a']);
  expect(it.reads('alice').filter((text) => text.includes('done in') && !text.includes('Approved by'))).toHaveLength(1);
});
