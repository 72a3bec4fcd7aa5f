import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { receive } from '../../../../src/handlers/dispatch/receive.ts';
import { shownEvents } from '../../../../src/handlers/timeline/happenings.ts';
import { aPage, cookieOf, host, origin } from './a-page.ts';

const tokenOf = (path: string): string => path.replace('/signin/', '');

describe('a link that signs in', () => {
  test('may be fetched by previews as often as they like: nothing is changed, and it still works once', async () => {
    const page = await aPage();
    const path = await page.link('bob');
    for (let preview = 0; preview < 3; preview++) {
      const answer = await page.get(path, { 'user-agent': 'Slackbot-LinkExpanding 1.0' });
      expect(answer.status).toBe(200);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(await answer.text()).toContain('Sign in as Bob');
    }
    await page.app.request(`${origin}${path}`, { method: 'HEAD', headers: { host } });
    const signedIn = await page.post('/signin', { link: tokenOf(path) });
    expect(signedIn.status).toBe(303);
    const cookie = cookieOf(signedIn);
    expect(await (await page.get('/', { cookie })).text()).toContain('Bob');
    expect(cookieOf(await page.post('/signin', { link: tokenOf(path) }))).toBe('');
    expect((await page.get(path)).status).toBe(410);
  });

  test('once used stands in the trail and in the timeline; what cannot be recorded signs nobody in', async () => {
    const page = await aPage();
    const link = tokenOf(await page.link('bob'));
    const { append } = page.desk.store.audit;
    Object.assign(page.desk.store.audit, { append: () => Promise.reject(new Error('the disk is full')) });
    expect(cookieOf(await page.post('/signin', { link }))).toBe('');
    Object.assign(page.desk.store.audit, { append });
    expect(cookieOf(await page.post('/signin', { link: tokenOf(await page.link('bob')) }))).not.toBe('');
    const rows = await page.desk.store.audit.list({ limit: 50 });
    expect(rows.filter(({ event }) => event === 'web.signed-in')).toMatchObject([
      { principal: 'person:bob', via: 'web:bob' },
    ]);
    const { rows: shown } = await page.desk.store.timeline.between({
      sinceMs: 0,
      untilMs: page.clock.now(),
      events: shownEvents,
      commands: [],
      limit: 9,
    });
    expect(shown.map(({ event }) => event)).toEqual(['web.signed-in']);
  });

  test('works for two who press at the same time only once', async () => {
    const page = await aPage();
    const link = tokenOf(await page.link('bob'));
    const both = await Promise.all([page.post('/signin', { link }), page.post('/signin', { link })]);
    expect(both.map(cookieOf).filter((cookie) => cookie !== '')).toHaveLength(1);
  });

  test.each([
    ['one second before its five minutes are over', 299_000, true],
    ['after five minutes', 300_000, false],
  ])('%s', async (_, ms, works) => {
    const page = await aPage();
    const link = tokenOf(await page.link('bob'));
    page.clock.advance(ms);
    expect(cookieOf(await page.post('/signin', { link })) !== '').toBe(works);
  });

  test('has 128 bit, and neither it nor a session is anywhere in the state', async () => {
    const page = await aPage();
    const sender = { platform: 'test', id: 'bob' };
    const received = await receive(page.desk, {
      message: {
        deliveryKey: 'login:1',
        conversation: { platform: 'test', tenant: '', space: 'bob' },
        sender,
        private: true,
        text: '/login',
      },
      principal: { kind: 'person', id: 'bob', via: sender, assumed: false },
      confirmed: false,
      signal: AbortSignal.timeout(5_000),
      progress: () => {},
    });
    const [, token = ''] = /\/signin\/([\w-]+)/.exec(page.text(await received.answer)) ?? [];
    expect(Buffer.from(token, 'base64url').length).toBe(16);
    const cookie = cookieOf(await page.post('/signin', { link: token }));
    const secrets = [token, cookie.replace(/^.*=/, '')];
    const kept = readdirSync(page.folder).map((name) => readFileSync(join(page.folder, name)).toString('latin1'));
    expect(kept.join('').length).toBeGreaterThan(1_000);
    for (const secret of secrets) expect(kept.some((bytes) => bytes.includes(secret))).toBe(false);
    expect(page.logged.join('\n')).not.toContain(token);
  });

  test('is never given where others read', async () => {
    const page = await aPage();
    const alice = await page.signIn('alice');
    await page.type(alice, '/login', 'ops');
    const room = await (await page.get('/rooms/ops', { cookie: alice })).text();
    expect(room).toContain('private chat');
    expect(room).not.toContain('/signin/');
  });

  test('of somebody who was removed meanwhile is refused', async () => {
    const page = await aPage();
    const link = tokenOf(await page.link('bob'));
    page.configure((settings) => {
      const { bob: _, ...people } = settings.policy.people;
      return { ...settings, version: 'next', policy: { ...settings.policy, people } };
    });
    expect(cookieOf(await page.post('/signin', { link }))).toBe('');
  });
});

describe('a session', () => {
  const holds = async (page: Awaited<ReturnType<typeof aPage>>, cookie: string) =>
    (await page.get('/', { cookie })).status === 200;

  test('is a cookie only the server reads, bound to this site', async () => {
    const page = await aPage();
    const answer = await page.post('/signin', { link: tokenOf(await page.link('bob')) });
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^zhiban=[\w-]{22}; /);
    for (const word of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(word);
  });

  test('over https is bound to the host by its name too', async () => {
    const page = await aPage({ publicUrl: 'https://bot.example.com' });
    const headers = { host: 'bot.example.com', origin: 'https://bot.example.com' };
    const answer = await page.post('/signin', { link: tokenOf(await page.link('bob')) }, headers);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-zhiban=/);
    expect(cookie).toContain('Secure');
    expect((await page.get('/', { ...headers, cookie: cookieOf(answer) })).status).toBe(200);
  });

  test('that is used holds for 12 hours', async () => {
    const page = await aPage();
    const cookie = await page.signIn('bob');
    for (let minutes = 0; minutes < 11.5 * 60; minutes += 30) {
      page.clock.advance(30 * 60_000);
      expect(await holds(page, cookie)).toBe(true);
    }
    page.clock.advance(30 * 60_000);
    expect(await holds(page, cookie)).toBe(false);
  });

  test('that is not used holds for one hour, and what a page asks for by itself is no use', async () => {
    const page = await aPage();
    const cookie = await page.signIn('bob');
    page.clock.advance(59 * 60_000);
    expect((await page.get('/board?part', { cookie, 'x-by-itself': 'yes' })).status).toBe(200);
    page.clock.advance(60_000);
    expect(await holds(page, cookie)).toBe(false);
  });

  test('ends with /logout typed anywhere, with signing out, with the person, and with the configuration', async () => {
    const page = await aPage();
    const anywhere = await page.signIn('bob');
    await page.type(anywhere, '/logout', '@bob');
    expect(await holds(page, anywhere)).toBe(false);
    const here = await page.signIn('bob');
    await page.post('/signout', {}, { cookie: here });
    expect(await holds(page, here)).toBe(false);
    const person = await page.signIn('bob');
    page.configure((settings) => ({ ...settings, policy: { ...settings.policy, people: {} } }));
    expect(await holds(page, person)).toBe(false);
    const again = await aPage();
    const configured = await again.signIn('bob');
    again.configure((settings) => ({ ...settings, version: 'next' }));
    expect(await holds(again, configured)).toBe(false);
  });

  test("opened by root in somebody's name is never the second person", async () => {
    const page = await aPage();
    const bob = await page.signIn('bob');
    const root = await page.signIn('alice', true);
    await page.type(bob, '/shove demo values="a"', 'ops');
    const code = (await page.desk.store.approvals.open())[0]?.code ?? '';
    expect(code).not.toBe('');
    await page.type(root, `/approve ${code}`, 'ops');
    expect((await page.desk.store.approvals.get(code))?.state).toBe('open');
    expect(page.world.effects).toEqual([]);
    await page.type(await page.signIn('alice'), `/approve ${code}`, 'ops');
    expect(page.world.effects).toEqual(['put a']);
  });

  test('that nobody has leads to the way in, and a link from a chat comes back with its cookie', async () => {
    const page = await aPage();
    const door = await page.get('/runs');
    expect(door.status).toBe(401);
    expect(await door.text()).toContain('/login');
    const fromChat = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(await (await page.get('/runs', fromChat)).text()).toContain('http-equiv="refresh"');
    expect((await page.get('/runs', { ...fromChat, 'sec-fetch-site': 'same-origin' })).status).toBe(401);
  });
});
