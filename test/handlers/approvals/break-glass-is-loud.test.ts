import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ABot, aBot } from '../../fakes/a-bot.ts';
import { cast } from '../../fakes/a-desk.ts';
import { auditEvents, shove, tell } from './asked-in-chat.ts';

const waitMs = 3 * 60_000;
const reason = 'nobody answers and the site is down';

/** Bob is on call and may break the glass for services; the system has a room of its own. */
const policy = {
  ...cast,
  grants: cast.grants.map((grant) => (grant.role === 'on-call' ? { ...grant, breakGlass: ['service:*'] } : grant)),
};

let it: ABot;
beforeEach(async () => {
  it = await aBot({ policy, channels: [{ platform: 'test', tenant: '', space: 'demo-room', system: 'demo' }] });
});
afterEach(() => it.close());

const breakGlass = async (why = reason) => {
  const code = await shove(it);
  const said = await tell(it, 'bob', `/breakglass ${code} "${why}"`);
  await it.sent();
  return { code, said };
};

describe('break-glass', () => {
  test('is told to all who could approve, to all admins, to the room and to the room of the system, with the reason', async () => {
    const { code, said } = await breakGlass();
    expect(said).toMatch(/goes ahead at 11:15:\d\d CST unless/);
    for (const space of ['alice', 'alice-phone', 'chenwei', 'ops', 'demo-room']) {
      const alarm = it.reads(space).find((text) => text.includes(reason)) ?? '';
      expect(alarm, space).toMatch(/Bob goes ahead without a second person at/);
      expect(alarm, space).toContain(`[Deny] /deny ${code}`);
      expect(alarm, space).toMatch(/plan .* hash [0-9a-f]{8}/s);
      expect(alarm, space).not.toContain('h1: put a');
    }
    expect(await auditEvents(it)).toContain('break-glass.asked');
  });

  test('waits three minutes, then does exactly the plan, and everybody hears of that too', async () => {
    const { code } = await breakGlass();
    await it.pass(waitMs - 15_000);
    expect(it.world.effects).toEqual([]);
    await it.pass(20_000);
    await it.until(() => it.world.effects.length > 0);
    await it.pass(5_000);
    await it.sent();
    expect(it.world.effects).toEqual(['put a']);
    for (const space of ['alice', 'chenwei', 'ops', 'demo-room'])
      expect(it.reads(space).join('\n'), space).toMatch(/Bob did this without a second person/);
    const run = await it.desk.store.runs.get(1);
    expect(run).toMatchObject({ requester: 'person:bob', state: 'succeeded' });
    expect(run?.approvedBy).toBeUndefined();
    const events = await auditEvents(it);
    expect(events.filter((event) => event.startsWith('break-glass') || event.startsWith('run.'))).toEqual([
      'break-glass.asked',
      'run.opened',
      'run.closed',
      'break-glass.used',
    ]);
    expect((await it.desk.store.approvals.get(code))?.state).toBe('used');
    expect(it.reads('ops').join('\n')).toContain(`Started by Bob alone, with break-glass: ${reason}`);
  });

  test('is stopped by a no of anybody who may approve, and all copies say so', async () => {
    const { code } = await breakGlass();
    await tell(it, 'chenwei', `/deny ${code}`);
    await it.pass(waitMs + 30_000);
    await it.sent();
    expect(it.world.effects).toEqual([]);
    for (const space of ['alice', 'ops', 'demo-room']) {
      expect(it.reads(space).join('\n')).toContain('Denied by Chen Wei');
      expect(it.reads(space).join('\n')).not.toContain(`/deny ${code}`);
    }
  });

  test('becomes an ordinary approval when somebody says yes within the wait: then nothing is left to review', async () => {
    const { code } = await breakGlass();
    await tell(it, 'alice', `/approve ${code}`);
    await it.pass(waitMs + 30_000);
    expect(it.world.effects).toEqual(['put a']);
    expect(await tell(it, 'alice', '/review')).toContain('Nothing waits for a review.');
  });

  test.each([
    ['no reason', '/breakglass CODE'],
    ['a reason of nine characters', '/breakglass CODE "too short"'],
    ['a reason of spaces', '/breakglass CODE "            "'],
  ])('%s is refused, and nobody is alarmed', async (_, typed) => {
    const code = await shove(it);
    expect(await tell(it, 'bob', typed.replace('CODE', code))).toContain('at least 10 characters');
    await it.pass(waitMs + 10_000);
    expect(it.world.effects).toEqual([]);
    expect(it.reads('demo-room')).toEqual([]);
  });

  test('is only for who asked, and only with a grant for it', async () => {
    const code = await shove(it);
    expect(await tell(it, 'alice', `/breakglass ${code} "${reason}"`)).toContain('Only Bob can do this');
    await it.close();
    it = await aBot();
    const other = await shove(it);
    expect(await tell(it, 'bob', `/breakglass ${other} "${reason}"`)).toContain('You may not');
    await it.pass(waitMs + 10_000);
    expect(it.world.effects).toEqual([]);
  });

  test('is decided again after the wait: a grant taken away stops it', async () => {
    await breakGlass();
    const settings = { ...it.desk.settings(), policy: cast };
    Object.assign(it.desk, { settings: () => settings });
    await it.pass(waitMs + 30_000);
    await it.sent();
    expect(it.world.effects).toEqual([]);
    expect(it.reads('ops')[0]).toContain('No longer valid');
  });

  test('outlives its request: asked for in the fourteenth minute it still waits its three', async () => {
    const code = await shove(it);
    await it.pass(14 * 60_000);
    await tell(it, 'bob', `/breakglass ${code} "${reason}"`);
    await it.pass(2 * 60_000);
    expect((await it.desk.store.approvals.get(code))?.state).toBe('open');
    await it.pass(70_000);
    await it.until(() => it.world.effects.length > 0);
  });

  test('where no bot runs is started by typing it again after the wait', async () => {
    const { code } = await breakGlass();
    await it.stopServing();
    expect((await it.say('bob', `/breakglass ${code}`)).code).toBe('stale');
    it.clock.advance(waitMs);
    expect((await it.say('bob', `/紧急执行 ${code}`)).code).toBe('ok');
    expect(it.world.effects).toEqual(['put a']);
  });

  test('survives a restart within its wait', async () => {
    const { code } = await breakGlass();
    const { folder, clock, chat, world } = it;
    const heard = chat.shown.length;
    await it.stopServing();
    const next = await aBot({ folder, clock, world, policy, platforms: () => [chat] });
    await next.pass(5_000);
    expect(chat.shown).toHaveLength(heard);
    await next.pass(waitMs);
    await next.until(() => world.effects.length > 0);
    expect((await next.desk.store.approvals.get(code))?.state).toBe('used');
    await next.close();
  });
});

describe('what was done with it', () => {
  const used = async () => {
    const { code } = await breakGlass();
    await it.pass(waitMs + 5_000);
    await it.until(async () => (await it.desk.store.approvals.toReview(9)).length === 1);
    return code;
  };

  test('waits for a review by another person, with a note, once', async () => {
    const code = await used();
    expect(await tell(it, 'alice', '/review')).toContain(reason);
    expect(await tell(it, 'bob', `/review ${code} "I was right"`)).toContain('a second person must say yes');
    expect(await tell(it, 'carol', `/review ${code} "looks fine"`)).toContain('You may not');
    expect(await tell(it, 'alice', `/review ${code}`)).toContain('Say what you found');
    expect(await tell(it, 'alice', `/review ${code} "right thing to do"`)).toContain('is reviewed');
    expect(await tell(it, 'chenwei', `/复核 ${code} "again"`)).toContain('Nothing called');
    expect(await tell(it, 'alice', '/review')).toContain('Nothing waits for a review.');
    expect((await it.desk.store.approvals.get(code))?.review).toMatchObject({
      by: 'person:alice',
      note: 'right thing to do',
    });
    expect(await auditEvents(it)).toContain('break-glass.reviewed');
  });
});
