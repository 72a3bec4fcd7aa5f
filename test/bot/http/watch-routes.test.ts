import { request } from 'node:http';
import { Hono } from 'hono';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listen } from '../../../src/bot/http/listen.ts';
import { watchRoutes } from '../../../src/bot/http/watch-routes.ts';
import { makeMetrics } from '../../../src/bot/metrics/metrics.ts';
import { aDesk } from '../../fakes/a-desk.ts';

async function watched(more: { readonly token?: string; readonly ailment?: () => Promise<string | undefined> } = {}) {
  const metrics = makeMetrics();
  const routes = watchRoutes({
    metrics,
    metricsToken: () => more.token,
    ailment: more.ailment ?? (async () => undefined),
  });
  const { port, close } = await listen('127.0.0.1:0', () => new Hono().route('/', routes));
  onTestFinished(close);
  /** `fetch` lets nobody set Host. */
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, headers }, (answer) => {
        let text = '';
        answer.on('data', (chunk) => {
          text += String(chunk);
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      })
        .on('error', reject)
        .end();
    });
  return { get, metrics };
}

describe('/healthz', () => {
  test('says ok to anybody, and nothing else', async () => {
    const { get } = await watched();
    expect(await get('/healthz', { host: '10.0.0.9:8377' })).toEqual({ status: 200, text: '{"status":"ok"}' });
  });

  test.each([
    ['what is wrong', async () => 'another process is the bot now', 'another process'],
    [
      'that the state cannot be read',
      async () => Promise.reject(new Error('/secret/path is gone')),
      'the state cannot be read',
    ],
  ])('says %s with 503', async (_, ailment, words) => {
    const { get } = await watched({ ailment });
    const { status, text } = await get('/healthz');
    expect(status).toBe(503);
    expect(text).toContain(words);
    expect(text).not.toContain('/secret');
  });
});

describe('/metrics', () => {
  test.each([
    ['this machine', {}, 200],
    ['a name that was rebound to it', { host: 'evil.example' }, 401],
    ['a proxy on it', { 'x-forwarded-for': '10.0.0.9' }, 401],
    ['a page', { origin: 'https://evil.example' }, 401],
    ['elsewhere with the token', { host: 'bot.example.com', authorization: 'Bearer s3cret-token' }, 200],
    ['elsewhere with another', { host: 'bot.example.com', authorization: 'Bearer s3cret-tokem' }, 401],
    ['elsewhere with none', { host: 'bot.example.com', authorization: 'Bearer ' }, 401],
  ])('to %s', async (_, headers, status) => {
    const { get } = await watched({ token: 's3cret-token' });
    expect((await get('/metrics', headers)).status).toBe(status);
  });

  test('no token configured is no empty token', async () => {
    const { get } = await watched();
    expect((await get('/metrics', { host: 'bot.example.com', authorization: 'Bearer undefined' })).status).toBe(401);
  });

  test('count commands, runs and steps, and say how late the process is', async () => {
    const metrics = makeMetrics();
    const a = await aDesk({ store: metrics.counting });
    onTestFinished(a.close);
    await a.say('alice', '/put demo values="a,b"', { confirmed: true });
    await a.say('carol', '/put demo values="a"');
    const text = await metrics.text();
    for (const line of [
      'zhiban_commands_total{outcome="ok"} 1',
      'zhiban_commands_total{outcome="denied"} 1',
      'zhiban_runs_total{action="put",state="succeeded"} 1',
      'zhiban_run_duration_seconds_count{action="put"} 1',
      'zhiban_steps_total{phase="done"} 2',
      'zhiban_runs_unsettled 0',
    ])
      expect(text).toContain(line);
    expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds [\d.e-]+/);
    expect(text).toMatch(/zhiban_outbox_waiting \d/);
  });
});
