import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type APage, aPage, host, origin } from './a-page.ts';

const value = 'Zq7-correct.horse~battery';

async function asked(page: APage, cookie: string): Promise<string> {
  await page.type(cookie, '/give key demo', '@bob');
  await expect.poll(async () => await (await page.get('/', { cookie })).text()).toContain('class="private"');
  const shown = await (await page.get('/', { cookie })).text();
  return /action="(\/rooms\/[^"]+\/given\/[a-z0-9]+)"/.exec(shown)?.[1]?.replace('%40', '@') ?? '';
}

const kept = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => readFileSync(join(folder, name)).toString('latin1'))
    .join('\n');

test('a secret is asked for by a form in the private room; given, it is in no message, no history and no answer', async () => {
  const page = await aPage();
  const cookie = await page.signIn('bob');
  const path = await asked(page, cookie);
  const answer = await page.post(path, { value }, { cookie });
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/rooms/@bob');
  await expect.poll(async () => await (await page.get('/', { cookie })).text()).toContain('/confirm');
  const room = await (await page.get('/', { cookie })).text();
  expect(room).not.toContain(value);
  const messages = await page.web.messages.newest('@bob', 100);
  expect(JSON.stringify(messages)).not.toContain(value);
  expect(messages.filter(({ body }) => 'said' in body)).toHaveLength(1);
  expect(kept(page.folder)).not.toContain(value);
});

test('the form is for the one who is asked: nobody else gives through it, and no other site', async () => {
  const page = await aPage();
  const bob = await page.signIn('bob');
  const alice = await page.signIn('alice');
  const path = await asked(page, bob);
  expect((await page.post(path, { value }, { cookie: alice })).status).toBe(404);
  const own = path.replace('@bob', '@alice');
  expect((await page.post(own, { value }, { cookie: alice })).status).toBe(303);
  expect((await page.post(path, { value }, { cookie: bob, origin: 'https://evil.example' })).status).toBe(403);
  const withoutOrigin = await page.app.request(`${origin}${path}`, {
    method: 'POST',
    body: new URLSearchParams({ value }),
    headers: { host, cookie: bob },
  });
  expect(withoutOrigin.status).toBe(403);
  expect((await page.get(`${path}?value=${value}`, { cookie: bob })).status).toBe(404);
  const ref = path.split('/').at(-1) ?? '';
  expect(await page.desk.store.sealed.open(ref, page.clock.now())).toBeUndefined();
});

test('in a shared room nobody is given a form, and what is typed there is blanked before it is kept', async () => {
  const page = await aPage();
  Object.assign(page.desk, { inputPlaces: (id: string) => [{ platform: 'web', tenant: '', space: `@${id}` }] });
  const cookie = await page.signIn('bob');
  await page.type(cookie, '/give key demo', 'ops');
  await page.type(cookie, `/give key demo ${value}`, 'ops');
  await expect.poll(async () => await (await page.get('/rooms/ops', { cookie })).text()).toContain('rotate it now');
  const room = await (await page.get('/rooms/ops', { cookie })).text();
  expect(room).not.toContain('class="private"');
  expect(room).not.toContain(value);
  expect(kept(page.folder)).not.toContain(value);
});
