import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startHeartbeat } from '../../../src/bot/heartbeat/heartbeat.ts';
import { manualClock } from '../../fakes/manual-clock.ts';

const everyMs = 60_000;

/** Somebody who listens on this machine; `heard` resolves with the next `METHOD path body`. */
async function listener() {
  const heard: string[] = [];
  const says = { status: 200 };
  let told = () => {};
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      response.writeHead(says.status).end();
      heard.push(`${request.method} ${request.url} ${body}`.trim());
      told();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    url: `http://127.0.0.1:${port}/ping/some-id`,
    says,
    heard,
    next: () =>
      new Promise<void>((resolve) => {
        told = resolve;
      }),
  };
}

function beating(url: string, ailment: () => Promise<string | undefined>) {
  const clock = manualClock();
  const logged: string[] = [];
  const log = (level: string, message: string) => {
    logged.push(`${level} ${message}`);
  };
  const loop = startHeartbeat({ clock, log }, { url, everyMs, ailment });
  onTestFinished(() => loop.stop());
  return {
    clock,
    logged,
    /** The round that is going on ends, and the next one begins. */
    async round() {
      for (let turn = 0; turn < 200; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        clock.advance(everyMs);
      }
    },
  };
}

describe('the heartbeat', () => {
  test('is heard at once, and again each time its pause is over', async () => {
    const { url, heard, next } = await listener();
    const first = next();
    const { round } = beating(url, async () => undefined);
    await first;
    const second = next();
    await round();
    await second;
    expect(heard.slice(0, 2)).toEqual(['POST /ping/some-id', 'POST /ping/some-id']);
  });

  test('says that something is wrong, and what, where the bot is not well', async () => {
    const { url, heard, next } = await listener();
    const first = next();
    beating(`${url}?rid=1`, async () => 'another process is the bot now');
    await first;
    expect(heard).toEqual(['POST /ping/some-id/fail?rid=1 another process is the bot now']);
  });

  test('that cannot even tell how the bot is says so', async () => {
    const { url, heard, next } = await listener();
    const first = next();
    beating(url, () => Promise.reject(new Error('disk gone')));
    await first;
    expect(heard).toEqual(['POST /ping/some-id/fail the state cannot be read']);
  });

  test('that is refused twice is told once, and told again when it is heard; its address is in no line', async () => {
    const { url, says } = await listener();
    says.status = 503;
    const { logged, round } = beating(url, async () => undefined);
    while (logged.length === 0) await round();
    expect(logged).toEqual(['warn the heartbeat is not heard']);
    says.status = 200;
    while (logged.length < 2) await round();
    expect(logged).toEqual(['warn the heartbeat is not heard', 'info the heartbeat is heard again']);
    expect(logged.join()).not.toContain('some-id');
  });
});
