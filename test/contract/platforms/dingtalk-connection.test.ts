import { afterEach, expect, test } from 'vitest';
import { fakePlatform } from '../../fakes/fake-platform.ts';
import { freePort } from '../../free-port.ts';
import { moment } from './bot-on-platforms.ts';
import { type BotOnDingTalk, bob, botOnDingTalk } from './dingtalk-world.ts';

let it: BotOnDingTalk;
afterEach(() => it.close());
const connected = () => it.until(() => it.dingtalk.sockets.ready());

test('a wrong secret names itself, once, while everything else goes on', async () => {
  const web = fakePlatform({ name: 'web', now: Date.now });
  it = await botOnDingTalk({ secret: 'guessed', also: web });
  await it.until(() => web.in('alice').length === 1);
  expect(JSON.stringify(web.in('alice')[0]?.message)).toContain('dingtalk.wrongApp');
  await moment();
  expect(it.dingtalk.calls.filter(({ route }) => route.endsWith('/open'))).toHaveLength(1);
  await web.hear('alice', '/whoami');
  await it.until(() => web.in('alice').length === 2);
  expect(it.logged.join('\n')).not.toContain('guessed');
});

test('a DingTalk that cannot be reached is tried again, and the bot ends all the same', async () => {
  it = await botOnDingTalk({ apiUrl: `http://127.0.0.1:${await freePort()}` });
  await it.until(() => it.logged.some((line) => line.includes('dingtalk is not reached')));
  const from = performance.now();
  await it.stop();
  expect(performance.now() - from).toBeLessThan(5_000);
});

test('told to leave, it opens the next connection before it closes the first: nothing said meanwhile is lost', async () => {
  it = await botOnDingTalk();
  await connected();
  // What came and went at once is no connection; this one lived.
  it.later(10_000);
  // Longer than anything here is waited for.
  it.dingtalk.sockets.disconnect(120_000);
  await it.until(() => it.dingtalk.sockets.opened() === 2);
  expect(it.dingtalk.sockets.ready()).toBe(true);
  it.dingtalk.type(bob, '/whoami');
  await it.until(() => it.texts(`@${bob}`).length === 1);
  await it.until(() => it.dingtalk.sockets.count() === 1);
  expect(it.dingtalk.sockets.gaps()).toBe(0);
});

test('the gateway rejects for a while: one try at a time, ever rarer, and one connection afterwards', async () => {
  it = await botOnDingTalk();
  await connected();
  it.later(10_000);
  it.dingtalk.sockets.reject(true);
  it.dingtalk.sockets.kill();
  await it.until(() => it.dingtalk.sockets.refusedUpgrades.length === 2);
  it.dingtalk.sockets.reject(false);
  await connected();
  expect(it.dingtalk.sockets.refusedUpgrades.length).toBeLessThan(4);
  expect(it.dingtalk.sockets.count()).toBe(1);
  it.dingtalk.type(bob, '/whoami');
  await it.until(() => it.texts(`@${bob}`).length === 1);
});

test('a link that is half open is noticed and replaced', async () => {
  it = await botOnDingTalk();
  await connected();
  it.dingtalk.sockets.silence();
  it.later(76_000);
  await it.until(() => it.dingtalk.sockets.ready());
  await it.until(() => it.dingtalk.sockets.count() === 1);
  it.dingtalk.type(bob, '/whoami');
  await it.until(() => it.texts(`@${bob}`).length === 1);
});

test('frames that are none break nothing, a ping is answered with what came with it', async () => {
  it = await botOnDingTalk();
  await connected();
  for (const bad of ['', '{', 'null', '[]', '{"type":"CALLBACK"}', '{"type":"OTHER","headers":{},"data":"x"}'])
    it.dingtalk.sockets.bad(bad);
  const [ping] = it.dingtalk.sockets.ping();
  await it.until(() => it.dingtalk.sockets.acks.length === 1);
  expect(it.dingtalk.sockets.acks[0]).toEqual({ code: 200, messageId: ping, data: '{"opaque":"o-1"}' });
  expect(it.dingtalk.sockets.count()).toBe(1);
});
