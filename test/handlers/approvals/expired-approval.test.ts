import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ABot, aBot } from '../../fakes/a-bot.ts';
import { auditEvents, shove, tell } from './asked-in-chat.ts';

let it: ABot;
beforeEach(async () => {
  it = await aBot();
});
afterEach(() => it.close());

const quarterMs = 15 * 60_000;

test('nobody answers for a quarter of an hour: it is closed by itself, recorded, and every copy says so', async () => {
  const code = await shove(it);
  await it.pass(quarterMs + 3_000);
  await it.sent();
  expect((await it.desk.store.approvals.get(code))?.state).toBe('expired');
  for (const space of ['ops', 'alice', 'chenwei']) {
    expect(it.reads(space)[0]).toMatch(/Expired at .* without an answer\. Nothing was done\./);
    expect(it.reads(space)[0]).not.toContain('/approve');
  }
  expect((await auditEvents(it)).filter((event) => event === 'approve.expired')).toHaveLength(1);
});

test('a click after that is refused and recorded, again and again, and does nothing', async () => {
  const code = await shove(it);
  await it.pass(quarterMs + 3_000);
  for (let round = 0; round < 2; round++) expect(await tell(it, 'alice', `/approve ${code}`)).toContain('expired at');
  expect(it.world.effects).toEqual([]);
  expect(await auditEvents(it)).not.toContain('run.opened');
  expect((await auditEvents(it)).filter((event) => event === 'approve.expired')).toHaveLength(1);
});

test('a click just before the end counts, one at the end does not', async () => {
  const first = await shove(it, 'bob', 'room-1');
  await it.pass(quarterMs - 20_000);
  expect(await tell(it, 'alice', `/approve ${first}`)).toContain('done in');
  const second = await shove(it, 'bob', 'room-2');
  it.clock.advance(quarterMs);
  expect((await it.say('alice', `/approve ${second}`)).code).toBe('stale');
  expect(it.world.effects).toEqual(['put a']);
});

test('a confirm expires after five minutes', async () => {
  await it.chat.hear('bob', '/put demo values="a"');
  await it.until(() => it.reads('bob').some((text) => text.includes('/confirm')));
  await it.pass(5 * 60_000 + 3_000);
  await it.sent();
  expect(it.reads('bob')[0]).toContain('Expired at');
  expect(await it.desk.store.approvals.open()).toEqual([]);
});

test('one that ran out while no bot ran is closed by the next', async () => {
  const code = await shove(it);
  const { folder, clock, chat } = it;
  await it.stopServing();
  clock.advance(quarterMs);
  const next = await aBot({ folder, clock, platforms: () => [chat] });
  await next.pass(3_000);
  await next.sent();
  expect((await next.desk.store.approvals.get(code))?.state).toBe('expired');
  expect(next.reads('ops')[0]).toContain('Expired at');
  await next.close();
});
