import { createHmac } from 'node:crypto';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { httpRoutes } from '../../../src/bot/platforms/slack/http-routes.ts';
import { signingSecret } from './slack-world.ts';

test('what could not be kept is answered 503, and taken when the same call comes again; then it is a replay', async () => {
  let full = true;
  const taken: string[] = [];
  const routes = httpRoutes({
    secret: signingSecret,
    now: Date.now,
    take: async (kind) => {
      if (full) throw new Error('no space left on device');
      taken.push(kind);
      return undefined;
    },
  });
  const app = new Hono().route('/platforms/slack', routes);
  const body = JSON.stringify({ type: 'event_callback', team_id: 'T1', event: { type: 'app_mention' } });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const mac = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${mac}`,
  };
  const call = async () => (await app.request('/platforms/slack', { method: 'POST', headers, body })).status;
  expect(await call()).toBe(503);
  full = false;
  expect([await call(), await call()]).toEqual([200, 409]);
  expect(taken).toEqual(['events_api']);
});
