import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { type Listen, parseListen } from './addresses.ts';

export interface Listening extends Listen {
  /** Ends what is still open after a moment. */
  close(): Promise<void>;
}

/** Streams that were told to end are given so long. */
const lingerMs = 500;

/**
 * Opens the port, then asks for what is served there: it must know the port that port 0 became. Rejects with the
 * system's own error, e.g. `EADDRINUSE`.
 */
export async function listen(address: string, appAt: (at: Listen) => Pick<Hono, 'fetch'>): Promise<Listening> {
  const { hostname, port } = parseListen(address);
  let app: Pick<Hono, 'fetch'> | undefined;
  const server = createAdaptorServer({
    fetch: (request, env) => app?.fetch(request, env) ?? new Response('starting\n', { status: 503 }),
    serverOptions: { requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16_384 },
  }) as Server; // made without TLS or HTTP/2
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname.replace(/^\[|\]$/g, ''), () => {
      server.off('error', reject);
      resolve();
    });
  });
  const at = { hostname, port: (server.address() as AddressInfo).port }; // a TCP server that listens has one
  app = appAt(at);
  return {
    ...at,
    close: () =>
      new Promise<void>((resolve) => {
        const linger = setTimeout(() => server.closeAllConnections(), lingerMs);
        server.close(() => {
          clearTimeout(linger);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
