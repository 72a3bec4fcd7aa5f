import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { makeOutOfOrder } from '../out-of-order.ts';

interface Socket {
  readonly readyState: number;
  send(text: string): void;
  ping(): void;
  close(code?: number): void;
  terminate(): void;
  pause(): void;
  on(event: 'message', heard: (data: Buffer) => void): void;
  on(event: 'close' | 'ping', heard: () => void): void;
}
interface SocketServer {
  handleUpgrade(request: unknown, socket: unknown, head: unknown, done: (socket: Socket) => void): void;
}
// It is here with another platform's SDK, and comes without types.
const { WebSocketServer } = createRequire(import.meta.url)('ws') as {
  readonly WebSocketServer: new (options: { readonly noServer: true }) => SocketServer;
};

interface Link {
  readonly socket: Socket;
  /** Told to leave, or silent: nothing is delivered there any more. */
  deaf: boolean;
}

export interface Ack {
  readonly envelopeId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly atMs: number;
}

const ticketLastsMs = 30_000;
const mostLinks = 10;

/** Socket Mode: tickets, live links, envelopes and their acknowledgements. */
export function makeLinks(server: Server) {
  const sockets = new WebSocketServer({ noServer: true });
  const tickets = new Map<string, number>();
  const links = new Set<Link>();
  const acks: Ack[] = [];
  const outOfOrder = makeOutOfOrder();
  /** When there was nobody to hear, and when somebody again. */
  const gapsMs: number[] = [];
  let aloneSinceMs: number | undefined;
  let opened = 0;
  let pinged = 0;
  let envelopes = 0;
  let turn = 0;
  let hello = true;

  const listening = (): readonly Link[] => [...links].filter(({ socket, deaf }) => socket.readyState === 1 && !deaf);
  const noteGap = (): void => {
    const nobody = listening().length === 0;
    if (nobody && aloneSinceMs === undefined && opened > 0) aloneSinceMs = performance.now();
    if (!nobody && aloneSinceMs !== undefined) {
      gapsMs.push(performance.now() - aloneSinceMs);
      aloneSinceMs = undefined;
    }
  };
  const pings = setInterval(() => {
    for (const { socket, deaf } of links) if (!deaf) socket.ping();
  }, 5_000);

  server.on('upgrade', (request, raw, head) => {
    const ticket = new URL(request.url ?? '', 'http://x').searchParams.get('ticket') ?? '';
    const issuedAt = tickets.get(ticket);
    tickets.delete(ticket);
    if (issuedAt === undefined || Date.now() - issuedAt > ticketLastsMs)
      return void raw.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
    sockets.handleUpgrade(request, raw, head, (socket) => {
      const link: Link = { socket, deaf: false };
      socket.on('close', () => {
        links.delete(link);
        noteGap();
      });
      socket.on('ping', () => {
        pinged += 1;
      });
      socket.on('message', (data) => {
        const { envelope_id: envelopeId, payload } = JSON.parse(data.toString('utf8'));
        acks.push({ envelopeId, payload: payload ?? {}, atMs: performance.now() });
      });
      if (links.size >= mostLinks) {
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
        return socket.close();
      }
      opened += 1;
      links.add(link);
      if (hello)
        socket.send(
          JSON.stringify({
            type: 'hello',
            num_connections: links.size,
            connection_info: { app_id: 'A1' },
            debug_info: { host: 'applink-1', build_number: 1, approximate_connection_time: 18_060 },
          }),
        );
      noteGap();
    });
  });

  const sendTo = (link: Link, envelope: object): void => link.socket.send(JSON.stringify(envelope));

  return {
    acks,
    outOfOrder,
    gapsMs,
    opened: () => opened,
    /** Pings of the app, each answered. */
    pinged: () => pinged,
    count: () => links.size,
    ready: () => listening().length > 0,
    issue(): string {
      const ticket = crypto.randomUUID();
      tickets.set(ticket, Date.now());
      return ticket;
    },
    sayHello(yes: boolean): void {
      hello = yes;
    },
    /** To one link, each in its turn; undefined when nobody listens: the person sees that it failed. */
    deliver(type: string, payload: object, more: object = {}): string | undefined {
      const all = listening();
      turn += 1;
      const link = all[turn % Math.max(all.length, 1)];
      if (link === undefined) return undefined;
      envelopes += 1;
      const envelopeId = `envelope-${envelopes}`;
      const takesAnswer = type !== 'events_api';
      const envelope = { envelope_id: envelopeId, type, accepts_response_payload: takesAnswer, payload, ...more };
      outOfOrder.bring(() => sendTo(link, envelope));
      return envelopeId;
    },
    /** What Slack does every hour or so; one link, or all at the same time. */
    refresh(all = false, reason = 'refresh_requested'): void {
      for (const link of listening().slice(0, all ? undefined : 1)) {
        sendTo(link, { type: 'disconnect', reason, debug_info: { host: 'applink-1' } });
        link.deaf = true;
      }
      noteGap();
    },
    kill(): void {
      for (const { socket } of links) socket.terminate();
    },
    /** Half open: there, and nothing comes, no pong either. */
    silence(): void {
      for (const link of links) {
        link.deaf = true;
        link.socket.pause();
      }
      noteGap();
    },
    bad(text: string): void {
      for (const { socket } of listening()) socket.send(text);
    },
    close(): void {
      clearInterval(pings);
      for (const { socket } of links) socket.terminate();
    },
  };
}
export type Links = ReturnType<typeof makeLinks>;
