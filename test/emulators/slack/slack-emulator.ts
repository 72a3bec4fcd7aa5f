import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Faults, makeFaults } from './faults.ts';
import { type Links, makeLinks } from './links.ts';
import { methods } from './methods.ts';
import { makePeople, type People } from './people.ts';
import { Refusal } from './refusal.ts';
import { type Params, paramsOf, readBytes } from './wire.ts';
import type { World } from './world.ts';

export interface CallSeen {
  readonly method: string;
  readonly params: Params;
  readonly atMs: number;
  /** `200`, `200 error_code`, another status, or nothing when no reply came. */
  status?: string;
}

export interface SlackEmulator extends People {
  /** What the bot is to take for `https://slack.com/api/`. */
  readonly apiUrl: string;
  readonly world: World;
  readonly links: Links;
  readonly faults: Faults;
  readonly calls: readonly CallSeen[];
  /** From now on deliveries are posted to this address, signed. */
  callAt(url: string, signingSecret: string): void;
  /** What came back from there, in order. */
  readonly answers: readonly { readonly status: number; readonly body: string }[];
  close(): Promise<void>;
}

const everyScope = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:write',
  'metadata.message:read',
  'users:read',
];

/** Slack's Web API and Socket Mode as far as an app can tell, on a port of its own; refuses what the real one refuses. */
export async function startSlack(): Promise<SlackEmulator> {
  const faults = makeFaults();
  const calls: CallSeen[] = [];
  const answers: { status: number; body: string }[] = [];
  let counter = 0;
  let base = '';
  let calling: { readonly url: string; readonly secret: string } | undefined;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '';
    if (path.startsWith('/upload/')) return upload(world, path.slice('/upload/'.length), request, response);
    const method = /^\/api\/([\w.]+)$/.exec(path)?.[1] ?? '';
    const body = await readBytes(request);
    const seen: CallSeen = { method, params: {}, atMs: Date.now() };
    calls.push(seen);
    const reply = (status: number, content: Readonly<Record<string, unknown>>, headers: object = {}): void => {
      seen.status = content.ok === false ? `${status} ${String(content.error)}` : String(status);
      response.writeHead(status, {
        'content-type': 'application/json',
        'x-oauth-scopes': world.scopes.join(','),
        ...headers,
      });
      response.end(JSON.stringify(content));
    };
    try {
      const params = paramsOf(request.headers['content-type'] ?? '', body);
      Object.assign(seen, { params });
      const fault = faults.take(method);
      if (fault === 'cut') return void request.socket.destroy();
      if (typeof fault === 'object' && 'refuse' in fault) throw new Refusal(fault.refuse);
      if (typeof fault === 'object' && 'tooMany' in fault)
        return reply(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(fault.tooMany) });
      if (typeof fault === 'object' && 'gateway' in fault && fault.done === undefined) {
        seen.status = String(fault.gateway);
        return void response.writeHead(fault.gateway, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
      }
      if (typeof fault === 'object' && 'delayMs' in fault) await wait(fault.delayMs);
      const result = perform(world, method, request.headers.authorization ?? '', params);
      if (fault === 'lost-reply') return void request.socket.destroy();
      if (typeof fault === 'object' && 'gateway' in fault)
        return void response.writeHead(fault.gateway, { 'content-type': 'text/html' }).end('<h1>Gateway Timeout</h1>');
      reply(200, { ok: true, ...result });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reply(200, { ok: false, error: error.code, ...error.more });
    }
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });
  const links = makeLinks(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  base = `http://127.0.0.1:${port}`;
  const world: World = {
    team: 'T1',
    bot: { user: 'UBOT', id: 'BBOT' },
    botToken: 'xoxb-emulated-token-of-the-tests',
    appToken: 'xapp-emulated-token-of-the-tests',
    scopes: [...everyScope],
    people: new Map(),
    channels: new Map(),
    triggers: new Map(),
    views: [],
    uploads: new Map(),
    links,
    faults,
    base: () => base,
    now: Date.now,
    nextTs() {
      counter += 1;
      return `${Math.floor(Date.now() / 1_000)}.${String(counter).padStart(6, '0')}`;
    },
    next(prefix) {
      counter += 1;
      return `${prefix}${counter}`;
    },
  };

  const bring = (type: string, payload: object, more: object = {}): string | undefined => {
    if (calling === undefined) return links.deliver(type, payload, type === 'events_api' ? more : {});
    const form = type === 'events_api' ? JSON.stringify(payload) : formOf(type, payload);
    const kind = type === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded';
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = `v0=${createHmac('sha256', calling.secret).update(`v0:${timestamp}:${form}`).digest('hex')}`;
    void fetch(calling.url, {
      method: 'POST',
      headers: { 'content-type': kind, 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature },
      body: form,
    }).then(async (response) => answers.push({ status: response.status, body: await response.text() }));
    return 'called';
  };

  return {
    ...makePeople(world, bring),
    apiUrl: `${base}/api/`,
    world,
    links,
    faults,
    calls,
    answers,
    callAt(url, secret) {
      calling = { url, secret };
    },
    async close() {
      links.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const formOf = (type: string, payload: object): string =>
  new URLSearchParams(
    type === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)])),
  ).toString();

function perform(
  world: World,
  method: string,
  authorization: string,
  params: Params,
): Readonly<Record<string, unknown>> {
  const token = authorization.replace(/^Bearer /, '');
  if (method === 'apps.connections.open') {
    if (token !== world.appToken)
      throw new Refusal(token.startsWith('xapp-') ? 'invalid_auth' : 'not_allowed_token_type');
    return { url: `${world.base().replace('http', 'ws')}/link/?ticket=${world.links.issue()}&app_id=A1` };
  }
  if (token === '') throw new Refusal('not_authed');
  if (token !== world.botToken) throw new Refusal('invalid_auth');
  const found = methods.get(method);
  if (found === undefined) throw new Refusal('unknown_method');
  const { scopes } = found;
  if (scopes.length > 0 && !scopes.some((scope) => world.scopes.includes(scope)))
    throw new Refusal('missing_scope', { needed: scopes[0], provided: world.scopes.join(',') });
  return found.perform(world, params);
}

async function upload(world: World, id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const found = world.uploads.get(id);
  const bytes = await readBytes(request);
  if (found === undefined || found.bytes !== undefined || request.method !== 'POST')
    return void response.writeHead(404).end('not found');
  found.bytes = bytes;
  response.writeHead(200, { 'content-type': 'text/plain' }).end(`OK - ${bytes.length}`);
}
