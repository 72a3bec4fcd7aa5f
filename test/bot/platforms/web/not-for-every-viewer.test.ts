import { describe, expect, test } from 'vitest';
import { cast } from '../../../fakes/a-desk.ts';
import { type APage, aPage } from './a-page.ts';

/** Bob may look at the demo alone; beside it there is a system he may not know of. */
async function withHidden(): Promise<APage> {
  const grants = cast.grants.map((grant) => (grant.role === 'on-call' ? { ...grant, systems: ['demo'] } : grant));
  const page = await aPage({ environment: 'lab', policy: { ...cast, grants } });
  page.configure((settings) => ({
    ...settings,
    systems: [...settings.systems, ...settings.systems.map((one) => ({ ...one, id: 'payroll', title: 'payroll' }))],
  }));
  return page;
}

test.each(['/timeline ', '/alerts ', '/silence '])(
  'after "%s" no system is offered that one may not see',
  async (text) => {
    const page = await withHidden();
    const offered = async (who: string) => {
      const path = `/rooms/ops/completions?text=${encodeURIComponent(text)}`;
      return (await page.get(path, { cookie: await page.signIn(who) })).text();
    };
    expect(await offered('bob')).not.toContain('payroll');
    expect(await offered('alice')).toContain('payroll');
  },
);

describe('the runs', () => {
  test('of systems one may not see take no room from those one may', async () => {
    const page = await withHidden();
    await page.say('alice', '/put demo values=mine');
    const [own] = await page.desk.store.runs.list({ limit: 1 });
    if (own === undefined) throw new Error('nothing ran');
    const { list } = page.desk.store.runs;
    const others = Array.from({ length: 60 }, (_, at) => {
      return { ...own, runId: own.runId + 60 - at, plan: { ...own.plan, system: 'payroll' } };
    });
    Object.assign(page.desk.store.runs, {
      list: async (query: Parameters<typeof list>[0]) =>
        [...others, own].filter(({ plan }) => (query.system ?? plan.system) === plan.system).slice(0, query.limit),
    });
    const seen = await (await page.get('/runs', { cookie: await page.signIn('bob') })).text();
    expect(seen).toContain(`/runs/${own.runId}"`);
    expect(seen).not.toContain('payroll');
  });
});

test('of a run one may not see nothing says whether it goes on', async () => {
  const page = await withHidden();
  await page.say('alice', '/put demo values=mine');
  const [own] = await page.desk.store.runs.list({ limit: 1 });
  if (own === undefined) throw new Error('nothing ran');
  const [hidden, nowhere] = [4_711_471, 4_711_472];
  const run = { ...own, runId: hidden, state: 'running' as const, plan: { ...own.plan, system: 'payroll' } };
  const there = { ...run, requester: 'person:alice' };
  Object.assign(page.desk.store.runs, { get: async (id: number) => (id === hidden ? there : undefined) });
  const cookie = await page.signIn('bob');
  const seen = async (id: number) =>
    (await (await page.get(`/runs/${id}`, { cookie })).text()).replaceAll(String(id), 'ID');
  expect(await seen(hidden)).toBe(await seen(nowhere));
});

describe('what a page asks for by itself', () => {
  const looks = async (page: APage, action: string) =>
    (await page.desk.store.audit.list({ limit: 100 })).filter((row) => row.action === action).length;

  test.each(['board', 'run'])('is recorded where its page was never opened, and then once: %s', async (action) => {
    const page = await withHidden();
    await page.say('alice', '/put demo values=mine');
    const path = action === 'board' ? '/board?part' : '/runs/1?part';
    const cookie = await page.signIn('bob');
    const before = await looks(page, action);
    expect((await page.get(path, { cookie })).status).toBe(200);
    const after = await looks(page, action);
    expect(after).toBeGreaterThan(before);
    await page.get(path, { cookie });
    expect(await looks(page, action)).toBe(after);
    // Somebody else's look is another one.
    await page.get(path, { cookie: await page.signIn('alice') });
    expect(await looks(page, action)).toBeGreaterThan(after);
  });
});

test('what one person sends without end is not kept without end, and others are heard', async () => {
  const page = await aPage({ environment: 'lab', commandsPerMinute: 5 });
  const bob = await page.signIn('bob');
  const flood = await Promise.all(Array.from({ length: 50 }, () => page.type(bob, 'x'.repeat(100), 'ops')));
  expect(flood.filter(({ status }) => status === 202)).toHaveLength(35);
  expect(flood.at(-1)?.status).toBe(429);
  expect((await page.type(await page.signIn('alice'), '/look demo', 'ops')).status).toBe(202);
  page.clock.advance(60_000);
  expect((await page.type(bob, '/look demo', 'ops')).status).toBe(202);
});

test('one person with very many pages open leaves room for the others', async () => {
  const page = await withHidden();
  const follow = (cookie: string) => page.get('/rooms/ops/events?after=0', { cookie });
  const bob = await page.signIn('bob');
  const all = await Promise.all(Array.from({ length: 120 }, () => follow(bob)));
  expect(all.filter(({ status }) => status === 503)).toHaveLength(20);
  expect((await follow(await page.signIn('alice'))).status).toBe(200);
  await all[0]?.body?.cancel();
  await expect.poll(async () => (await follow(bob)).status, { timeout: 5_000 }).toBe(200);
});
