import { describe, expect, test } from 'vitest';
import { aPage, cookieOf, host, origin } from './a-page.ts';

const foreign: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['another site', { origin: 'https://evil.example' }],
  ['another port of this machine', { origin: 'http://127.0.0.1:9999' }],
  ['the same name over https', { origin: `https://${host}` }],
  ['a sandboxed frame', { origin: 'null' }],
  ['nowhere', {}],
  ['ours, as it says, sent across sites', { origin, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
];

const bodies: readonly (readonly [string, string, string, string])[] = [
  [
    'what is typed',
    '/rooms/ops/say',
    JSON.stringify({ text: '/put demo values="a"', key: 'key-0001' }),
    'application/json',
  ],
  [
    'what is typed, as a form would',
    '/rooms/ops/say',
    JSON.stringify({ text: '/put demo values="a"', key: 'key-0001' }),
    'text/plain',
  ],
  ['signing out', '/signout', '', 'application/x-www-form-urlencoded'],
  ['becoming another', '/become', 'person=carol', 'application/x-www-form-urlencoded'],
];

describe.each(foreign)('a request from %s', (_, headers) => {
  test.each(bodies)('is refused and changes nothing: %s', async (_name, path, body, type) => {
    const page = await aPage();
    const cookie = await page.signIn('alice');
    const answer = await page.app.request(`${origin}${path}`, {
      method: 'POST',
      body,
      headers: { host, cookie, 'content-type': type, ...headers },
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await page.web.messages.newest('ops', 10)).toEqual([]);
    expect(page.world.effects).toEqual([]);
    expect((await page.get('/', { cookie })).status).toBe(200);
  });

  test('does not use up a link that signs in', async () => {
    const page = await aPage();
    const link = (await page.link('bob')).replace('/signin/', '');
    const stolen = await page.app.request(`${origin}/signin`, {
      method: 'POST',
      body: new URLSearchParams({ link }),
      headers: { host, ...headers },
    });
    expect(stolen.status).toBe(403);
    expect(cookieOf(await page.post('/signin', { link }))).not.toBe('');
  });
});

test('another site may link to a page but neither read nor frame it', async () => {
  const page = await aPage();
  const cookie = await page.signIn('alice');
  const read = await page.get('/', { cookie, origin: 'https://evil.example' });
  expect(read.status).toBe(403);
  const embedded = { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' };
  expect((await page.get('/', embedded)).status).toBe(403);
  const shown = await page.get('/', { cookie });
  expect(shown.headers.get('access-control-allow-origin')).toBeNull();
  expect(shown.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(shown.headers.get('content-security-policy')).not.toMatch(/unsafe|\*/);
});

test('only the demo lets anybody become another, and only one of its people', async () => {
  const page = await aPage();
  const cookie = await page.signIn('bob');
  expect((await page.post('/become', { person: 'alice' }, { cookie })).status).toBe(404);
  const demo = await aPage({ environment: 'demo' });
  const first = cookieOf(await demo.get('/'));
  expect(first).not.toBe('');
  expect((await demo.post('/become', { person: 'mallory' }, { cookie: first })).status).toBe(404);
  const carol = await demo.post('/become', { person: 'carol', back: '//evil.example' }, { cookie: first });
  expect(carol.headers.get('location')).toBe('/');
  expect(await (await demo.get('/', { cookie: cookieOf(carol) })).text()).toContain('data-me="carol"');
});
