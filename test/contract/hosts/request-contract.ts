import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { freePort } from '../../free-port.ts';
import { certificate, certificateKey } from './certificate.ts';
import { canary, type HostsInTest, valueIn } from './hosts-in-test.ts';

export function describeRequest(it: HostsInTest): void {
  describe('request', () => {
    const servers: (Server | TcpServer)[] = [];
    afterAll(() => {
      for (const server of servers) server.close();
    });
    const serve = async (listener: RequestListener): Promise<string> => listening(servers, createServer(listener));
    const request = (url: string, more: object = {}) =>
      it.hosts.request(it.host, { url, timeoutMs: 10_000, signal: new AbortController().signal, ...more });

    test('gives status, headers and body', async () => {
      const url = await serve((_, response) => {
        response.writeHead(503, { 'content-type': 'application/json', 'x-two': ['a', 'b'] });
        response.end('{"status":"降级"}');
      });
      const answer = valueIn(await request(`${url}/health?deep=1`));
      expect(answer).toMatchObject({ status: 503, body: '{"status":"降级"}', droppedBytes: 0 });
      expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'x-two': 'a, b' });
      expect(answer.tookMs).toBeGreaterThan(0);
    });

    test('sends method, path, headers and body', async () => {
      const url = await serve((incoming, response) => {
        incoming.setEncoding('utf8');
        let body = '';
        incoming.on('data', (chunk: string) => {
          body += chunk;
        });
        incoming.on('end', () => {
          const { method, url: path, headers } = incoming;
          response.end(JSON.stringify({ method, path, host: headers.host, extra: headers['x-a'], body }));
        });
      });
      const answer = valueIn(await request(`${url}/a?b=c`, { method: 'POST', headers: { 'x-a': '1' }, body: '人事' }));
      expect(JSON.parse(answer.body)).toEqual({
        method: 'POST',
        path: '/a?b=c',
        host: new URL(url).host,
        extra: '1',
        body: '人事',
      });
    });

    test('asks `localhost` too', async () => {
      const url = await serve((_, response) => response.end('here'));
      expect(valueIn(await request(url.replace('127.0.0.1', 'localhost'))).body).toBe('here');
    });

    test('caps the body and counts the rest', async () => {
      const url = await serve((_, response) => response.end('x'.repeat(200_000)));
      const answer = valueIn(await request(url, { maxBytes: 1_000 }));
      expect(answer.body).toBe('x'.repeat(1_000));
      expect(answer.droppedBytes).toBe(199_000);
    });

    test('reads an endless body no further than it must', async () => {
      const url = await serve((_, response) => {
        const block = 'x'.repeat(1_000_000);
        const more = (): void => {
          if (!response.destroyed && response.write(block)) setImmediate(more);
        };
        response.on('drain', more);
        more();
      });
      const answer = valueIn(await request(url, { maxBytes: 100 }));
      expect(answer.body).toBe('x'.repeat(100));
      expect(answer.droppedBytes).toBeGreaterThan(10_000_000);
    });

    test('masks secrets in body and headers', async () => {
      const url = await serve((_, response) => {
        response.setHeader('x-debug', `key ${canary.value}`);
        response.end(`key ${canary.value}`);
      });
      const answer = valueIn(await request(url));
      expect(answer.body).toBe('key [masked:canary]');
      expect(JSON.stringify(answer)).not.toContain(canary.value);
    });

    test('tells a refused connection, a silent address, a hang-up and a stranger apart', async () => {
      const silent = await listening(
        servers,
        createTcpServer(() => {}),
      );
      const rude = await listening(
        servers,
        createTcpServer((socket) => socket.once('data', () => socket.destroy())),
      );
      const stranger = await listening(
        servers,
        createTcpServer((socket) => socket.end('220 mail ready\r\n')),
      );
      const nobody = `http://127.0.0.1:${await freePort()}`;
      const failures = [
        await request(nobody),
        await request(silent, { timeoutMs: 500 }),
        await request(rude),
        await request(stranger),
      ].map((answer) => (answer.ok ? 'answered' : [answer.failure.code, answer.failure.message]));
      expect(failures).toMatchObject([
        ['unhealthy', { key: 'hosts.portRefused' }],
        ['timed-out', { key: 'hosts.noAnswer' }],
        ['unhealthy', { key: 'hosts.hungUp' }],
        ['unhealthy', { key: 'hosts.notHttp' }],
      ]);
    });

    test('asks over TLS, whatever name the certificate of a service on the host itself is for', async () => {
      const server = createTlsServer({ cert: certificate, key: certificateKey }, (_, response) =>
        response.end('sealed'),
      );
      const url = (await listening(servers, server)).replace('http:', 'https:');
      expect(valueIn(await request(url)).body).toBe('sealed');
      expect(valueIn(await request(url.replace('127.0.0.1', 'localhost'))).body).toBe('sealed');
      const plain = await serve((_, response) => response.end());
      expect(await request(plain.replace('http:', 'https:'))).toMatchObject({ failure: { code: 'unhealthy' } });
    });

    test('stops asking when it is cancelled', async () => {
      const controller = new AbortController();
      const url = await serve(() => controller.abort());
      const answer = await request(url, { signal: controller.signal });
      expect(answer).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    });
  });
}

async function listening(servers: (Server | TcpServer)[], server: Server | TcpServer): Promise<string> {
  servers.push(server);
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}
