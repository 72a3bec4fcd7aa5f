import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Hono } from 'hono';
import { type Listen, parseListen } from './addresses.ts';

export interface Listening extends Listen {
  /** Ends what is still open after a moment. */
  close(): Promise<void>;
}

type App = Pick<Hono, 'fetch'>;
type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

/** Streams that were told to end are given so long. */
const lingerMs = 500;
const limits = { requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16_384 };

/** Connections not accepted yet. A storm of alerts comes over hundreds at once; one that is dropped is tried again seconds later. */
const waitingConnections = 4_096;

/**
 * Opens the port; what is served there is asked for at the first request, so that a page nobody opens takes no memory.
 * It is told the port, which is another one where port 0 was wanted. Rejects with the system's own error, e.g.
 * `EADDRINUSE`. While what is served cannot be had, requests are answered 503 and it is asked for again. `first` answers
 * what it says true to, without any of that.
 */
export async function listen(
  address: string,
  appAt: (at: Listen) => App | Promise<App>,
  first: (incoming: IncomingMessage, outgoing: ServerResponse) => boolean = () => false,
): Promise<Listening> {
  const { hostname, port } = parseListen(address);
  let answer: Promise<Answer> | undefined;
  const server = createServer(limits, async (incoming, outgoing) => {
    if (first(incoming, outgoing)) return;
    answer ??= answering(appAt, at);
    const give = await answer.catch(() => undefined);
    if (give === undefined) {
      answer = undefined;
      outgoing.writeHead(503).end('not ready\n');
    } else await give(incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: hostname.replace(/^\[|\]$/g, ''), backlog: waitingConnections }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const at = { hostname, port: (server.address() as AddressInfo).port }; // a TCP server that listens has one
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

async function answering(appAt: (at: Listen) => App | Promise<App>, at: Listen): Promise<Answer> {
  const [{ getRequestListener }, app] = await Promise.all([import('@hono/node-server'), appAt(at)]);
  return getRequestListener((request, env) => app.fetch(request, env));
}
