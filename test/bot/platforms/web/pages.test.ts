import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { outside } from '../../../../src/actions/text.ts';
import { aPage } from './a-page.ts';

describe('the chat', () => {
  test('says what to type where nothing was said yet', async () => {
    const page = await aPage();
    const html = await (await page.get('/', { cookie: await page.signIn('alice') })).text();
    expect(html).toContain('Nothing was said here yet');
    expect(html).toContain('data-command="/health"');
  });

  test('shows what was typed and answered, in the language each reader chose', async () => {
    const page = await aPage();
    const alice = await page.signIn('alice');
    expect((await page.type(alice, '/whoami', 'ops')).status).toBe(202);
    const bob = await page.signIn('bob');
    const english = await (await page.get('/rooms/ops', { cookie: bob })).text();
    expect(english).toContain('You are Alice');
    const chinese = await (await page.get('/rooms/ops', { cookie: `${bob}; zhiban_language=zh` })).text();
    expect(chinese).toContain('lang="zh-CN"');
    expect(chinese).toContain('你是 Alice');
  });

  test('keeps a message sent twice once, and answers it once', async () => {
    const page = await aPage();
    const cookie = await page.signIn('alice');
    const send = () =>
      page.app.request('http://127.0.0.1:8377/rooms/ops/say', {
        method: 'POST',
        body: JSON.stringify({ text: '/put demo values="a"', key: 'same-key-0001' }),
        headers: {
          host: '127.0.0.1:8377',
          origin: 'http://127.0.0.1:8377',
          cookie,
          'content-type': 'application/json',
        },
      });
    await send();
    await send();
    expect(await page.web.messages.newest('ops', 10)).toHaveLength(2);
    expect(await page.desk.store.approvals.open()).toHaveLength(1);
  });

  test('never keeps a secret that was typed', async () => {
    const page = await aPage({ secrets: [{ name: 'hosts.h1.key', value: 'correct-horse-battery' }] });
    const cookie = await page.signIn('alice');
    await page.type(cookie, '/look demo "correct-horse-battery"', 'ops');
    const kept = JSON.stringify(await page.web.messages.newest('ops', 10));
    expect(kept).toContain('[masked:hosts.h1.key]');
    expect(kept).not.toContain('correct-horse');
  });

  test('gives earlier messages in pages', async () => {
    const page = await aPage();
    const cookie = await page.signIn('alice');
    for (let at = 0; at < 50; at++)
      await page.web.messages.put({
        room: 'ops',
        key: `k${at}`,
        author: 'bob',
        atMs: at,
        body: { said: `line ${at}.` },
      });
    const first = await (await page.get('/rooms/ops', { cookie })).text();
    expect(first).toContain('line 49.');
    expect(first).not.toContain('line 9.');
    const oldest = /id="m-(\d+)"/.exec(first)?.[1];
    const earlier = await page.get(`/rooms/ops/earlier?before=${oldest}`, { cookie });
    expect(earlier.headers.get('x-more')).toBe('no');
    expect(await earlier.text()).toContain('line 9.');
  });
});

describe('runs and the audit', () => {
  test('a run has a page one can link to, for those who may see it', async () => {
    const page = await aPage();
    const alice = await page.signIn('alice');
    expect(await (await page.get('/runs', { cookie: alice })).text()).toContain('No runs yet');
    await page.type(alice, '/put demo values="a,b"', 'ops');
    const [request] = await page.desk.store.approvals.open();
    await page.type(alice, `/confirm ${request?.code}`, 'ops');
    const listed = await (await page.get('/runs', { cookie: alice })).text();
    expect(listed).toContain('href="/runs/1"');
    const shown = await page.get('/runs/1', { cookie: alice });
    expect(shown.status).toBe(200);
    expect(await shown.text()).toMatch(/put a[\s\S]*put b/);
    expect((await page.get('/runs/99', { cookie: alice })).status).toBe(404);
    page.configure((settings) => ({ ...settings, policy: { ...settings.policy, grants: [] } }));
    const carol = await page.signIn('carol');
    expect((await page.get('/runs/1', { cookie: carol })).status).toBe(404);
    expect(await (await page.get('/runs', { cookie: carol })).text()).not.toContain('/runs/1');
  });

  test('the trail is shown to those who may read it, verified on demand, and that it was read is in it', async () => {
    const page = await aPage();
    const alice = await page.signIn('alice');
    const html = await (await page.get('/audit?verify', { cookie: alice })).text();
    expect(html).toContain('The trail is whole');
    expect(html).toContain('/audit verify');
    page.configure((settings) => ({ ...settings, policy: { ...settings.policy, grants: [] } }));
    const denied = await (await page.get('/audit', { cookie: await page.signIn('carol') })).text();
    expect(denied).toContain('You may not');
    expect(denied).not.toContain('web:alice');
  });
});

describe('a file', () => {
  const offered = async (path: string) => {
    const page = await aPage();
    mkdirSync(join(page.folder, 'files'));
    writeFileSync(join(page.folder, 'files', 'errors.log'), 'raw <b>lines</b>\n');
    writeFileSync(join(page.folder, 'secret.txt'), 'secret');
    symlinkSync(join(page.folder, 'secret.txt'), join(page.folder, 'files', 'link'));
    const block = { type: 'file' as const, name: '错误 "1".log', path: path.replace('FOLDER', page.folder), bytes: 17 };
    const message = { blocks: [{ type: 'text' as const, text: outside('see') }, block] };
    await page.platform.post(
      { platform: 'web', tenant: '', space: '@alice' },
      { key: 'f', message, reader: { language: 'en', timeZone: 'UTC' } },
    );
    return page;
  };

  test('is saved, never shown, and only by those who may read the room', async () => {
    const page = await offered('FOLDER/files/errors.log');
    const alice = await page.get('/files/1/1', { cookie: await page.signIn('alice') });
    expect(alice.status).toBe(200);
    expect(await alice.text()).toBe('raw <b>lines</b>\n');
    expect(alice.headers.get('content-type')).toBe('application/octet-stream');
    expect(alice.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''[\w%.-]+$/);
    expect((await page.get('/files/1/1', { cookie: await page.signIn('bob') })).status).toBe(404);
    expect((await page.get('/files/1/0', { cookie: await page.signIn('alice') })).status).toBe(404);
    expect((await page.get('/files/1/1')).status).toBe(401);
  });

  test.each([
    'FOLDER/secret.txt',
    'FOLDER/files/../secret.txt',
    'FOLDER/files/link',
    '/etc/hostname',
    'FOLDER/files',
    '',
  ])('outside the folder of files is not there: %s', async (path) => {
    const page = await offered(path);
    expect((await page.get('/files/1/1', { cookie: await page.signIn('alice') })).status).toBe(404);
  });
});
