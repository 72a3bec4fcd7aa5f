import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planHash } from '../../../src/handlers/plans/plan-hash.ts';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';

let it: ADesk;
beforeEach(async () => {
  it = await aDesk();
});
afterEach(() => it.close());

describe('a confirm', () => {
  test('is asked for a change in production, does nothing until given, and then does exactly the plan shown', async () => {
    const asked = await it.say('bob', '/put demo values="a,b"');
    expect(asked.code).toBe('needs-confirm');
    expect(it.world.effects).toEqual([]);
    const done = await it.say('bob', `/confirm ${asked.approvalId}`);
    expect(done).toMatchObject({ code: 'ok', planHash: asked.planHash });
    expect(it.world.effects).toEqual(['put a', 'put b']);
  });

  test('is given only by the requester, from any of her chats', async () => {
    const asked = await it.say('bob', '/put demo values="a"');
    expect((await it.say('alice', `/confirm ${asked.approvalId}`)).code).toBe('denied');
    expect((await it.say('bob-phone', `/confirm ${asked.approvalId?.toLowerCase()}`)).code).toBe('ok');
  });

  test('expires after five minutes', async () => {
    const asked = await it.say('bob', '/put demo values="a"');
    it.clock.advance(5 * 60_000);
    const late = await it.say('bob', `/confirm ${asked.approvalId}`);
    expect(late.code).toBe('stale');
    expect(it.world.effects).toEqual([]);
  });

  test('is not asked outside production', async () => {
    const lab = await aDesk({ environment: 'lab' });
    expect((await lab.say('bob', '/put demo values="a"')).code).toBe('ok');
    await lab.close();
  });
});

describe('an approval', () => {
  const ask = () => it.say('bob', '/shove demo values="a"');

  test('is given by another person and used once', async () => {
    const asked = await ask();
    expect(asked.code).toBe('needs-approval');
    expect(it.text(asked)).toMatch(/Alice or Chen Wei may approve/);
    expect((await it.say('alice', `/approve ${asked.approvalId}`)).code).toBe('ok');
    const again = await it.say('chenwei', `/approve ${asked.approvalId}`);
    expect(again.code).toBe('stale');
    expect(it.world.effects).toEqual(['put a']);
  });

  test('is not replaced by the requester confirming, with or without --yes', async () => {
    expect((await it.say('bob', '/shove demo values="a"', { confirmed: true })).code).toBe('needs-approval');
    const asked = await ask();
    expect((await it.say('bob', `/confirm ${asked.approvalId}`)).code).toBe('bad-input');
    expect(it.world.effects).toEqual([]);
  });

  test('by the same human under another chat id is refused', async () => {
    const asked = await it.say('alice', '/shove demo values="a"');
    expect((await it.say('alice-phone', `/approve ${asked.approvalId}`)).code).toBe('denied');
    expect(it.world.effects).toEqual([]);
  });

  test('of two who answer at once one starts it', async () => {
    const asked = await ask();
    const answers = await Promise.all(
      ['alice', 'chenwei', 'alice-phone'].map((who) => it.say(who, `/approve ${asked.approvalId}`)),
    );
    expect(answers.filter(({ code }) => code === 'ok')).toHaveLength(1);
    expect(it.world.effects).toEqual(['put a']);
  });

  test('expires after a quarter of an hour, and denied stays denied', async () => {
    const late = await ask();
    it.clock.advance(15 * 60_000);
    expect((await it.say('alice', `/approve ${late.approvalId}`)).code).toBe('stale');
    const asked = await ask();
    await it.say('alice', `/deny ${asked.approvalId}`);
    expect((await it.say('chenwei', `/approve ${asked.approvalId}`)).code).toBe('stale');
    expect(it.world.effects).toEqual([]);
  });

  test('is void when what the plan rests on has changed, and shows old beside new', async () => {
    const asked = await ask();
    it.world.most = 1;
    const stale = await it.say('alice', `/approve ${asked.approvalId}`);
    expect(stale.code).toBe('stale');
    expect(it.text(stale)).toMatch(/at most 3.*at most 1/s);
    it.world.most = 99;
    expect((await it.say('alice', `/approve ${asked.approvalId}`)).code).toBe('stale');
    expect(it.world.effects).toEqual([]);
  });

  test('decides both persons again at the claim: a right taken away meanwhile stops it', async () => {
    const asked = await ask();
    const { grants, ...rest } = it.desk.settings().policy;
    const settings = {
      ...it.desk.settings(),
      policy: { ...rest, grants: grants.filter(({ role }) => role !== 'on-call') },
    };
    Object.assign(it.desk, { settings: () => settings });
    expect((await it.say('alice', `/approve ${asked.approvalId}`)).code).toBe('denied');
    expect(it.world.effects).toEqual([]);
  });

  test('refuses a stored plan that is no longer the one that was shown', async () => {
    const asked = await ask();
    const code = asked.approvalId ?? '';
    const stored = await it.desk.store.approvals.get(code);
    const [first] = stored?.plan.steps ?? [];
    const changed = { ...stored?.plan, steps: [{ ...first, params: { value: 'evil' } }] };
    const approvals = it.desk.store.approvals;
    const lying = { ...approvals, get: async () => ({ ...stored, plan: changed }) };
    Object.assign(it.desk, { store: { ...it.desk.store, approvals: lying } });
    expect((await it.say('alice', `/approve ${code}`)).code).toBe('internal');
    expect(it.world.effects).toEqual([]);
  });
});

test('the hash covers all that decides what happens and for whom, and none of what is only shown', async () => {
  const asked = await it.say('bob', '/shove demo values="a"');
  const plan = (await it.desk.store.approvals.get(asked.approvalId ?? ''))?.plan;
  if (plan === undefined) throw new Error('nothing was asked');
  const hash = await planHash(plan, 'person:bob');
  expect(hash).toBe(asked.planHash);
  const [step] = plan.steps;
  if (step === undefined) throw new Error('the plan has no step');
  const matters = [
    { ...plan, steps: [{ ...step, params: { value: 'b' } }] },
    { ...plan, steps: [{ ...step, host: 'h2' }] },
    { ...plan, steps: [{ ...step, timeoutMs: 1 }] },
    { ...plan, steps: [{ ...step, onFailure: 'leave' as const }] },
    { ...plan, locks: [] },
    { ...plan, guards: [] },
    { ...plan, input: {} },
    { ...plan, planId: 'ZZZZZZ' },
    { ...plan, system: 'other' },
  ];
  for (const other of matters) expect(await planHash(other, 'person:bob')).not.toBe(hash);
  expect(await planHash(plan, 'person:alice')).not.toBe(hash);
  expect(
    await planHash({ ...plan, facts: [{ type: 'code', text: 'x' }], summary: { outside: 'x' } }, 'person:bob'),
  ).toBe(hash);
  expect(await planHash({ ...plan, steps: [{ ...step, title: { outside: 'x' } }] }, 'person:bob')).toBe(hash);
});
