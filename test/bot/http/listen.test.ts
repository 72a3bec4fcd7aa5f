import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../../../src/bot/http/listen.ts';

const app = () => new Hono().get('/', (context) => context.text('here'));

test('what is served is asked for once, at the first request, and told the port', async () => {
  const asked: number[] = [];
  const { port, close } = await listen('127.0.0.1:0', ({ port: at }) => {
    asked.push(at);
    return app();
  });
  onTestFinished(close);
  expect(asked).toEqual([]);
  const answers = await Promise.all(Array.from({ length: 5 }, () => fetch(`http://127.0.0.1:${port}/`)));
  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(Array(5).fill('here'));
  expect(asked).toEqual([port]);
});

test('while it cannot be had, 503 is the answer, and it is asked for again', async () => {
  let tries = 0;
  const { port, close } = await listen('127.0.0.1:0', async () => {
    tries += 1;
    if (tries === 1) throw new Error('not yet');
    return app();
  });
  onTestFinished(close);
  const get = async () => (await fetch(`http://127.0.0.1:${port}/`)).status;
  expect([await get(), await get()]).toEqual([503, 200]);
});
