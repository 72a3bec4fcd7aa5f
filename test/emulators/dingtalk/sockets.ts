import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { makeOutOfOrder } from '../out-of-order.ts';

interface Socket {
  readonly readyState: number;
  send(text: string): void;
  close(code?: number): void;
  terminate(): void;
  pause(): void;
  on(event: 'message', heard: (data: Buffer) => void): void;
  on(event: 'close', heard: () => void): void;
}
interface SocketServer {
  handleUpgrade(request: unknown, socket: unknown, head: unknown, done: (socket: Socket) => void): void;
}
// The library that dingtalk-stream itself uses; it comes without types.
const { WebSocketServer } = createRequire(import.meta.url)('ws') as {
  readonly WebSocketServer: new (options: { readonly noServer: true }) => SocketServer;
};

interface Ack {
  readonly code: number;
  readonly messageId: string;
  readonly data: unknown;
}
interface Link {
  readonly socket: Socket;
  readonly subscriptions: readonly string[];
  /** Told to leave, or silent: nothing is delivered there any more. */
  closing: boolean;
  deaf: boolean;
}

const ticketLastsMs = 90_000;

/** The Stream gateway: tickets, live connections, frames and their acknowledgements. */
export function makeSockets(server: Server) {
  const sockets = new WebSocketServer({ noServer: true });
  const tickets = new Map<string, { readonly atMs: number; readonly subscriptions: readonly string[] }>();
  const links = new Set<Link>();
  const acks: Ack[] = [];
  const outOfOrder = makeOutOfOrder();
  const refusedUpgrades: string[] = [];
  let rejecting = false;
  let frames = 0;
  let opened = 0;
  let gaps = 0;

  server.on('upgrade', (request, raw, head) => {
    const ticket = new URL(request.url ?? '', 'http://x').searchParams.get('ticket') ?? '';
    const found = tickets.get(ticket);
    tickets.delete(ticket);
    if (rejecting || found === undefined || Date.now() - found.atMs > ticketLastsMs) {
      refusedUpgrades.push(rejecting ? 'rejected' : 'bad ticket');
      raw.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, raw, head, (socket) => {
      opened += 1;
      const link: Link = { socket, subscriptions: found.subscriptions, closing: false, deaf: false };
      links.add(link);
      socket.on('close', () => {
        links.delete(link);
        if (links.size === 0) gaps += 1;
      });
      socket.on('message', (data) => {
        const { code, headers, data: said } = JSON.parse(data.toString('utf8'));
        acks.push({ code, messageId: headers.messageId, data: said });
      });
      system(link, 'CONNECTED', {});
      system(link, 'REGISTERED', {});
    });
  });

  const send = (link: Link, type: string, topic: string, data: unknown, more: object = {}): string => {
    frames += 1;
    const messageId = `frame-${frames}`;
    const headers = { topic, messageId, contentType: 'application/json', time: String(Date.now()), ...more };
    const frame = JSON.stringify({ specVersion: '1.0', type, headers, data: JSON.stringify(data) });
    const go = (): void => {
      if (!link.deaf) link.socket.send(frame);
    };
    if (type === 'SYSTEM') go();
    else outOfOrder.bring(go);
    return messageId;
  };
  const system = (link: Link, topic: string, data: unknown): string => send(link, 'SYSTEM', topic, data);
  const open = (): readonly Link[] => [...links].filter(({ socket, closing }) => socket.readyState === 1 && !closing);

  return {
    acks,
    outOfOrder,
    refusedUpgrades,
    /** Live connections, those told to leave included. */
    count: () => links.size,
    opened: () => opened,
    /** How often nobody was connected any more. */
    gaps: () => gaps,
    ready: () => open().some(({ deaf }) => !deaf),
    issue(subscriptions: readonly string[]): string {
      const ticket = `ticket+/${crypto.randomUUID()}`;
      tickets.set(ticket, { atMs: Date.now(), subscriptions });
      return ticket;
    },
    reject(yes: boolean): void {
      rejecting = yes;
    },
    /** To one connection at random, as DingTalk does; undefined when nobody listens: then it is lost. */
    deliver(type: 'CALLBACK' | 'EVENT', topic: string, data: unknown, more?: object): string | undefined {
      const wanted = open().filter(({ subscriptions }) =>
        subscriptions.some((one) => one === `${type}/${topic}` || one === `${type}/*`),
      );
      const link = wanted[Math.floor(Math.random() * wanted.length)];
      return link === undefined ? undefined : send(link, type, topic, data, more);
    },
    ping(): readonly string[] {
      return open().map((link) => system(link, 'ping', { opaque: 'o-1' }));
    },
    /** Stops delivering at once, closes a while later. */
    disconnect(afterMs: number): void {
      for (const link of open()) {
        system(link, 'disconnect', { reason: 'connection is expired' });
        link.closing = true;
        setTimeout(() => link.socket.close(), afterMs).unref();
      }
    },
    kill(): void {
      for (const { socket } of links) socket.terminate();
    },
    /** Half open: there, and nothing comes. */
    silence(): void {
      for (const link of links) link.deaf = true;
    },
    bad(text: string): void {
      for (const { socket } of open()) socket.send(text);
    },
  };
}
export type Sockets = ReturnType<typeof makeSockets>;
