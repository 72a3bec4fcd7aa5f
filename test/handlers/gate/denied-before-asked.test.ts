import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';

let it: ADesk;
beforeEach(async () => {
  it = await aDesk();
});
afterEach(() => it.close());

test.each([
  ['carol', '/put demo values="a"'],
  ['carol', '/shove demo values="a"'],
  ['carol', '/freeze "because"'],
  ['bob', '/freeze "because"'],
  ['carol', '/reconfigure'],
])('%s typing %s is denied before a plan, a code or a run exists', async (who, text) => {
  const answer = await it.say(who, text);
  expect(answer.code).toBe('denied');
  expect(answer.approvalId).toBeUndefined();
  expect(it.progress).toEqual([]);
  expect(await it.desk.store.approvals.open()).toEqual([]);
  expect(await it.desk.store.runs.list({ limit: 10 })).toEqual([]);
});

test('a denial names the permission, the reason, and who may', async () => {
  const text = await it.read('carol', '/put demo values="a"');
  expect(text).toContain('service:put');
  expect(text).toMatch(/Alice.*Chen Wei.*Bob/);
});

test('somebody unknown gets one line with their own id, and nothing is parsed or planned', async () => {
  const answer = await it.say('mallory', '/shove demo values="a"');
  expect(answer.code).toBe('denied');
  expect(it.text(answer)).toBe('You are test:mallory and I do not know you. Ask an admin to add you.');
});

test('denials are in the trail', async () => {
  await it.say('carol', '/put demo values="a"');
  const [row] = await it.desk.store.audit.list({ limit: 1 });
  expect(row).toMatchObject({ principal: 'person:carol', event: 'command.denied', outcome: 'denied', action: 'put' });
});

test('a frozen system refuses changes and answers queries, and says by whom it was frozen', async () => {
  await it.say('alice', '/freeze demo "the disk is being replaced"');
  const refused = await it.say('bob', '/put demo values="a"', { confirmed: true });
  expect(refused.code).toBe('frozen');
  expect(it.text(refused)).toContain('Alice');
  expect((await it.say('bob', '/look demo')).code).toBe('ok');
  await it.say('alice', '/thaw demo');
  expect((await it.say('bob', '/put demo values="a"', { confirmed: true })).code).toBe('ok');
});

test('a person who sends too much is told to wait', async () => {
  const small = await aDesk({ commandsPerMinute: 3 });
  for (let sent = 0; sent < 3; sent += 1) expect((await small.say('bob', '/look demo')).code).toBe('ok');
  expect((await small.say('bob', '/look demo')).code).toBe('rate-limited');
  expect((await small.say('alice', '/look demo')).code).toBe('ok');
  small.clock.advance(61_000);
  expect((await small.say('bob', '/look demo')).code).toBe('ok');
  await small.close();
});
