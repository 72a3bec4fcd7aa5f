import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { makeChats } from './chats.ts';
import { type Faults, makeFaults } from './faults.ts';
import { methods } from './methods.ts';
import { makePeople, type People } from './people.ts';
import { Refusal } from './refusal.ts';
import { makeUpdates } from './updates.ts';
import { deliverByWebhook } from './webhook.ts';
import { type Call, readCall } from './wire.ts';
import type { World } from './world.ts';

export interface TelegramEmulator extends People {
  /** What the bot is to take for `https://api.telegram.org`. */
  readonly apiRoot: string;
  readonly token: string;
  readonly world: World;
  readonly faults: Faults;
  /** Every call that came, in order, with what it was answered. */
  readonly calls: readonly CallSeen[];
  close(): Promise<void>;
}

export interface CallSeen {
  readonly method: string;
  readonly params: Call['params'];
  readonly atMs: number;
  /** 200, an error's code, or nothing when no reply came. */
  status?: number;
}

export interface EmulatorOptions {
  readonly now?: () => number;
  readonly perMinuteInGroups?: number;
}

/** Telegram's Bot API as far as a bot can tell, on a port of its own; refuses what the real one refuses. */
export async function startTelegram(options: EmulatorOptions = {}): Promise<TelegramEmulator> {
  const token = '42:AAEmulatedTokenOfTheTests-0123456789';
  const faults = makeFaults();
  const calls: CallSeen[] = [];
  let messageId = 0;
  const hook: { deliver: () => void } = { deliver: () => {} };
  const world: World = {
    bot: { id: 42, is_bot: true, first_name: 'Zhiban', username: 'zhiban_bot' },
    chats: makeChats(),
    updates: makeUpdates(() => hook.deliver()),
    menus: new Map(),
    presses: new Map(),
    perMinuteInGroups: options.perMinuteInGroups ?? 20,
    hearsAll: false,
    now: options.now ?? Date.now,
    nextMessageId: () => {
      messageId += 1;
      return messageId;
    },
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const [, given, name = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    const method = name.toLowerCase();
    const call = await readCall(request);
    const seen: CallSeen = { method: name, params: call.params, atMs: world.now() };
    calls.push(seen);
    const reply = (status: number, body: Readonly<Record<string, unknown>>): void => {
      seen.status = status;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    try {
      if (request.method !== 'POST' || given === undefined) throw new Refusal(404, 'Not Found');
      if (given !== token) throw new Refusal(401, 'Unauthorized');
      const perform = methods.get(method);
      if (perform === undefined) throw new Refusal(404, 'Not Found');
      const fault = faults.take(method);
      if (fault === 'cut') return void request.socket.destroy();
      if (typeof fault === 'object' && 'refuse' in fault) throw fault.refuse;
      if (typeof fault === 'object' && 'gateway' in fault) {
        seen.status = fault.gateway;
        return void response.writeHead(fault.gateway, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
      }
      if (typeof fault === 'object' && 'delayMs' in fault)
        await wait(fault.delayMs, undefined, { signal: gone.signal });
      const result = await perform(world, call, gone.signal);
      if (fault === 'lost-reply') return void request.socket.destroy();
      reply(200, { ok: true, result });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, message, parameters } = error;
      reply(code, { ok: false, error_code: code, description: message, ...(parameters && { parameters }) });
    }
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  const webhook = deliverByWebhook(world.updates);
  hook.deliver = webhook.deliver;

  return {
    ...makePeople(world),
    apiRoot: `http://127.0.0.1:${port}`,
    token,
    world,
    faults,
    calls,
    async close() {
      await webhook.end();
      world.updates.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
