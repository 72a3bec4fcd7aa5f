import { createHmac } from 'node:crypto';
import { Hono } from 'hono';
import { describe, expect, type TestContext, test } from 'vitest';
import { listen } from '../../../src/bot/http/listen.ts';
import { fakePlatform } from '../../fakes/fake-platform.ts';
import { freePort } from '../../free-port.ts';
import { bob, botOnSlack, room, type SlackOptions, signingSecret } from './slack-world.ts';

async function open({ onTestFinished }: Pick<TestContext, 'onTestFinished'>, options: SlackOptions = {}) {
  const it = await botOnSlack(options);
  onTestFinished(() => it.close());
  return it;
}

describe.concurrent('over Socket Mode', () => {
  test.for([
    ['bot token', { botToken: 'xoxb-another' }, 'slack.wrongBotToken'],
    ['app-level token', { appToken: 'xapp-another' }, 'slack.wrongAppToken'],
  ] as const)(
    'a wrong %s names itself and ends nothing, while everything else goes on',
    async ([, tokens, key], context) => {
      const web = fakePlatform({ name: 'web', now: Date.now });
      const it = await open(context, { ...tokens, also: web });
      await it.until(() => web.in('alice').length === 1);
      expect(JSON.stringify(web.in('alice')[0]?.message)).toContain(key);
      expect(it.logged.join('\n')).not.toContain('-another');
      await web.hear('alice', '/whoami');
      await it.until(() => web.in('alice').length === 2);
    },
  );

  test('a refresh of one link, of all at once, and a cut leave no gap over a second, and nothing is lost or done twice', async (context) => {
    const it = await open(context);
    const { slack } = it;
    await it.until(() => slack.links.count() === 2);
    let typed = 0;
    const type = async (): Promise<void> => {
      await it.until(() => slack.links.ready());
      const sent = slack.say(bob, '/whoami');
      typed += 1;
      slack.again(sent);
    };
    for (const end of [() => slack.links.refresh(), () => slack.links.refresh(true), () => slack.links.kill()]) {
      await type();
      end();
      await type();
      await it.until(() => slack.links.count() === 2 && slack.links.ready());
    }
    await it.until(() => it.texts(bob).length === typed);
    await it.sent();
    expect(it.texts(bob)).toHaveLength(typed);
    for (const gapMs of slack.links.gapsMs) expect(gapMs).toBeLessThan(1_000);
  });

  test('a refresh of one link leaves no gap at all', async (context) => {
    const it = await open(context);
    await it.until(() => it.slack.links.count() === 2);
    for (let time = 0; time < 3; time++) {
      const before = it.slack.links.opened();
      it.slack.links.refresh();
      await it.until(() => it.slack.links.opened() > before && it.slack.links.count() === 2);
    }
    expect(it.slack.links.gapsMs).toEqual([]);
  });

  test('half-open links are found and made anew', async (context) => {
    const it = await open(context);
    await it.until(() => it.slack.links.count() === 2);
    await it.until(() => it.slack.links.pinged() >= 4); // each saw a pong
    it.slack.links.silence();
    await it.until(() => it.slack.links.ready());
    it.slack.slash(bob, '/whoami');
    await it.until(() => it.texts(bob).length === 1);
  });

  test('frames nobody can read, and events nobody asked for, end nothing', async (context) => {
    const it = await open(context);
    await it.until(() => it.slack.links.ready());
    for (const bad of ['{', 'null', '[]', '"x"', '{"type":"events_api"}', '{"type":"events_api","payload":{}}'])
      it.slack.links.bad(bad);
    it.slack.links.deliver('events_api', { type: 'app_rate_limited', team_id: 'T1' });
    it.slack.links.deliver('slash_commands', { command: 7 });
    it.slack.links.deliver('interactive', { type: 'block_actions', actions: [] });
    it.slack.slash(bob, '/whoami');
    await it.until(() => it.texts(bob).length === 1);
  });

  test('a Slack that cannot be reached is tried again, and the bot ends all the same', async (context) => {
    const it = await open(context, { apiUrl: `http://127.0.0.1:${await freePort()}/api/` });
    await it.until(() => it.logged.some((line) => line.includes('slack is not reached')));
    const from = performance.now();
    await it.stop();
    expect(performance.now() - from).toBeLessThan(5_000);
  });

  test('what cannot be kept is not acknowledged, and is done when it comes again', async (context) => {
    const it = await open(context);
    await it.until(() => it.slack.links.ready());
    const { deliveries } = it.desk.store;
    const { accept } = deliveries;
    let full = true;
    const faulty: typeof accept = async (delivery) => {
      if (full) throw new Error('the disk is full');
      return accept(delivery);
    };
    Object.assign(deliveries, { accept: faulty });
    it.slack.faults.next('chat.postMessage', 'cut');
    const sent = it.slack.say(bob, '/whoami');
    await it.until(() => it.texts(bob).length === 1); // told, to them alone
    expect(it.slack.shown(bob)[0]?.onlyFor).toBe(bob);
    expect(it.slack.links.acks.some(({ envelopeId }) => envelopeId === sent.envelopeId)).toBe(false);
    full = false;
    const again = it.slack.again(sent);
    await it.until(() => it.texts(bob).length === 2);
    expect(it.slack.links.acks.some(({ envelopeId }) => envelopeId === again.envelopeId)).toBe(true);
  });
});

test('over HTTP: signed calls come in, once each; unsigned, old, future and repeated ones are refused', async (context) => {
  const it = await open(context, { mode: 'http' });
  const port = await freePort();
  const server = await listen(`127.0.0.1:${port}`, async () => {
    const app = new Hono();
    it.platforms.mount(app);
    return app;
  });
  context.onTestFinished(() => server.close());
  const url = `http://127.0.0.1:${port}/platforms/slack`;
  it.slack.callAt(url, signingSecret);
  const call = async (body: string, options: { secret?: string; ageSeconds?: number; type?: string } = {}) => {
    const timestamp = String(Math.floor(Date.now() / 1_000) - (options.ageSeconds ?? 0));
    const mac = createHmac('sha256', options.secret ?? signingSecret)
      .update(`v0:${timestamp}:${body}`)
      .digest('hex');
    const headers = {
      'content-type': options.type ?? 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${mac}`,
    };
    const send = async () => {
      const response = await fetch(url, { method: 'POST', headers, body });
      return [response.status, await response.text()];
    };
    return { first: await send(), second: await send() };
  };
  const ignored = JSON.stringify({ type: 'event_callback', team_id: 'T1', event: { type: 'team_rename' } });
  // Before it knows who it is, it takes nothing.
  await it.until(async () => (await call(ignored)).first[0] === 200);
  it.slack.slash(bob, '/whoami', { channel: room });
  it.slack.say(bob, '/whoami');
  await it.until(() => it.texts(room).length === 1 && it.texts(bob).length === 1);
  expect(it.slack.answers.map(({ status, body }) => [status, body])).toEqual([
    [200, ''],
    [200, ''],
  ]);

  const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
  expect((await call(challenge)).first).toEqual([200, '{"challenge":"abc"}']);
  expect((await call(challenge, { secret: 'guessed' })).first[0]).toBe(401);
  expect((await call(challenge, { ageSeconds: 400 })).first[0]).toBe(401);
  expect((await call(challenge, { ageSeconds: -400 })).first[0]).toBe(401);
  expect((await fetch(url, { method: 'POST', body: challenge })).status).toBe(401);
  expect((await call('{}{')).first[0]).toBe(400);
  const form = new URLSearchParams({
    command: '/whoami',
    text: '',
    team_id: 'T1',
    channel_id: room,
    user_id: bob,
    trigger_id: 'T-replayed',
  }).toString();
  const { first, second } = await call(form, { type: 'application/x-www-form-urlencoded; charset=utf-8' });
  expect([first[0], second[0]]).toEqual([200, 409]);
  await it.until(() => it.texts(room).length === 2);
});
