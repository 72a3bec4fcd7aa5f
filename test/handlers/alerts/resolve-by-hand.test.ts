import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnAlertBot, anAlertBot, ended, firing } from './an-alert-bot.ts';

let it: AnAlertBot;
beforeEach(async () => {
  it = await anAlertBot({ people: ['bob', 'alice'] });
});
afterEach(() => it.close());

const outsideAlert = (more = {}) => firing('raid', { source: 'am', group: 'am:raid', fingerprint: 'am:raid', ...more });
const shown = () => it.settled();

test('who may says that an alert is over: on its message, by name and reason, in the trail; nobody is told again', async () => {
  await it.take(outsideAlert());
  await shown();
  expect(await it.say1('bob', '/resolve 1 "the host was taken away"')).toContain('alert 1 is over by your word');
  await shown();
  expect(it.shows()).toHaveLength(1);
  expect(it.shows()[0]).toMatch(/^● demo · raid · resolved .* · lasted/);
  expect(it.shows()[0]).toContain('resolved by Bob: the host was taken away');
  expect(it.shows()[0]).not.toContain('/ack');
  const [row] = (await it.desk.store.audit.list({ limit: 20 })).filter(({ event }) => event === 'alert.resolved');
  expect(row).toMatchObject({ principal: 'person:bob', system: 'demo', reason: expect.stringContaining('taken away') });
  it.clock.advance(1_300_000);
  await shown();
  expect(it.reads('alice')).toEqual([]);
  expect(it.shows()).toHaveLength(1);
});

test('one that is over is not resolved again; without the right, or a reason, it is not resolved at all', async () => {
  await it.take(outsideAlert());
  await shown();
  expect(await it.say1('carol', '/resolve 1 "I do not like it"')).toContain('it needs alert:resolve on demo');
  expect(await it.say1('mallory', '/resolve 1 "no more of this"')).not.toContain('over by your word');
  expect(await it.say1('bob', '/resolve 1')).toContain('For example /resolve 1 "the host was taken away"');
  expect((await it.desk.store.alerts.get(1))?.state).toBe('firing');
  await it.take(ended('raid', { source: 'am', group: 'am:raid', fingerprint: 'am:raid' }));
  expect(await it.say1('bob', '/标记恢复 1 "looked at it"')).toContain('alert 1 is over already');
});

test('said to fire again, it is a new alert in a new message, never joined to the one that is over', async () => {
  await it.take(outsideAlert());
  await shown();
  await it.say1('bob', '/resolve 1 "it is fine"');
  await it.take(outsideAlert({ startsAtMs: 2_000 }));
  await shown();
  expect(it.shows()).toHaveLength(2);
  expect(it.shows()[0]).toMatch(/^● /);
  expect(it.shows()[1]).toMatch(/^■ .*alert 2/);
});

test('the source that says its end afterwards changes nothing', async () => {
  await it.take(outsideAlert());
  await shown();
  await it.say1('bob', '/resolve 1 "it is fine"');
  await shown();
  const edits = it.chat.in('ops')[0]?.edits;
  await it.take(ended('raid', { source: 'am', group: 'am:raid', fingerprint: 'am:raid' }));
  await shown();
  expect(it.chat.in('ops')[0]?.edits).toBe(edits);
});

test('of what a monitor watches it is said that the next look decides', async () => {
  await it.take(firing('llm'));
  await shown();
  expect(await it.say1('bob', '/resolve 1 "it is fine"')).toContain('/silence 1 1h');
});
