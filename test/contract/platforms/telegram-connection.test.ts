import { Hono } from 'hono';
import { afterEach, expect, test } from 'vitest';
import { listen } from '../../../src/bot/http/listen.ts';
import { fakePlatform } from '../../fakes/fake-platform.ts';
import { freePort } from '../../free-port.ts';
import { moment } from './bot-on-platforms.ts';
import { alice, type BotOnTelegram, bob, botOnTelegram } from './telegram-world.ts';

let it: BotOnTelegram;
afterEach(() => it.close());

test('a wrong token names itself, while everything else goes on', async () => {
  const web = fakePlatform({ name: 'web', now: Date.now });
  it = await botOnTelegram({ token: '43:another', also: web });
  await it.until(() => web.in('alice').length === 1);
  expect(JSON.stringify(web.in('alice')[0]?.message)).toContain('telegram.wrongToken');
  expect(it.logged.join('\n')).toContain('telegram is not connected');
  await web.hear('alice', '/whoami');
  await it.until(() => web.in('alice').length === 2);
});

test('a second program that asks for the same messages is explained, once, and asking goes on', async () => {
  it = await botOnTelegram();
  await it.until(() => it.telegram.world.updates.polled());
  const url = `${it.telegram.apiRoot}/bot${it.telegram.token}/getUpdates`;
  await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"timeout":0}' });
  await it.until(() => it.texts(alice).some((text) => text.includes('Another program asks Telegram')));
  await moment();
  expect(it.texts(alice)).toHaveLength(1);
});

test('a Telegram that cannot be reached is tried again, and the bot ends all the same', async () => {
  it = await botOnTelegram({ apiRoot: `http://127.0.0.1:${await freePort()}` });
  await it.until(() => it.logged.some((line) => line.includes('telegram is not reached')));
  const from = performance.now();
  await it.stop();
  expect(performance.now() - from).toBeLessThan(5_000);
  expect(it.logged.join('\n')).not.toContain(it.telegram.token);
});

test('the menu of commands is there by place and language, without what is meant for one alone in groups', async () => {
  it = await botOnTelegram();
  const { menus } = it.telegram.world;
  await it.until(() => menus.size === 6);
  const names = (key: string) => menus.get(key)?.map(({ command }) => command) ?? [];
  expect([...menus.keys()].sort()).toEqual(
    ['all_group_chats', 'all_private_chats'].flatMap((scope) => [scope, `${scope}/en`, `${scope}/zh`]),
  );
  expect(names('all_private_chats')).toContain('login');
  expect(names('all_group_chats')).not.toContain('login');
  expect(menus.get('all_group_chats/zh')?.find(({ command }) => command === 'help')?.description).toMatch(/查看/);
});

test('by webhook: updates come in with the secret, once each, and again when they could not be kept', async () => {
  const port = await freePort();
  const hook = `http://127.0.0.1:${port}/platforms/telegram`;
  it = await botOnTelegram({ webhook: hook });
  const server = await listen(`127.0.0.1:${port}`, async () => {
    const app = new Hono();
    it.platforms.mount(app);
    return app;
  });
  try {
    await it.until(() => it.telegram.world.updates.webhook?.url === hook);
    const { deliveries } = it.desk.store;
    const { accept } = deliveries;
    let times = 0;
    const faulty: typeof accept = async (delivery) => {
      times += 1;
      if (times > 1) return accept(delivery);
      throw new Error('the disk is full');
    };
    Object.assign(deliveries, { accept: faulty });
    it.telegram.faults.next('sendMessage', 'cut');
    const { update } = it.telegram.type(bob, '/whoami');
    await it.until(() => it.texts(bob).length === 1);
    expect(times).toBe(2);
    const bring = (secret: string) =>
      fetch(hook, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body: JSON.stringify(update),
      });
    expect((await bring('the-secret_of-the-webhook')).status).toBe(200);
    expect((await bring('guessed')).status).toBe(401);
    expect((await fetch(hook, { method: 'POST', body: JSON.stringify(update) })).status).toBe(401);
    await moment();
    expect(it.texts(bob)).toHaveLength(1);
  } finally {
    await it.stop();
    await server.close();
  }
});
