import { join } from 'node:path';
import type { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import type { Person } from '../../../../src/auth/principal.ts';
import type { Charts } from '../../../../src/bot/charts/charts.ts';
import type { Listen } from '../../../../src/bot/http/addresses.ts';
import { openWeb } from '../../../../src/bot/platforms/web/open-web.ts';
import type { WebPlatform } from '../../../../src/bot/platforms/web/platform.ts';
import { makeSignIn } from '../../../../src/bot/platforms/web/sign-in.ts';
import type { Desk } from '../../../../src/handlers/desk.ts';
import { receive } from '../../../../src/handlers/dispatch/receive.ts';
import type { Receive } from '../../../../src/handlers/platform.ts';
import type { Settings } from '../../../../src/handlers/settings.ts';
import { type ADesk, type ADeskOptions, aDesk } from '../../../fakes/a-desk.ts';

export const host = '127.0.0.1:8377';
export const origin = `http://${host}`;

export interface APage extends Omit<ADesk, 'desk'> {
  readonly desk: Desk;
  readonly app: Hono;
  /** The same on a port of its own. */
  readonly appAt: (at: Listen) => Promise<Hono>;
  readonly platform: WebPlatform;
  /** Replaces the configuration in force. */
  configure(change: (settings: Settings) => Settings): void;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** A form, as a page of ours sends it. */
  post(
    path: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** What a person types in a room, as the page sends it. */
  type(cookie: string, text: string, room?: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** The path of a link that signs somebody in. */
  link(person: string, assumed?: boolean): Promise<string>;
  /** Signs somebody in by a link; the cookie to send. */
  signIn(person: string, assumed?: boolean): Promise<string>;
}

/** The page over a whole desk and real SQLite, without a socket; closed when the test is over. */
export async function aPage(
  options: ADeskOptions & { readonly publicUrl?: string; readonly charts?: Charts } = {},
): Promise<APage> {
  const a = await aDesk({
    channels: [{ platform: 'web', tenant: '', space: 'ops', system: 'demo' }],
    ...options,
  });
  let settings = a.desk.settings();
  const stored = a.web;
  const at = options.publicUrl === undefined ? origin : new URL(options.publicUrl).origin;
  const desk: Desk = {
    ...a.desk,
    settings: () => settings,
    signIn: makeSignIn(stored.sessions, () => at, a.clock.now),
  };
  const opened = openWeb({
    desk,
    stored,
    publicUrl: options.publicUrl,
    assets: join(import.meta.dirname, '../../../../dist/web'),
    state: a.folder,
    ...(options.charts === undefined ? {} : { charts: options.charts }),
  });
  const end = new AbortController();
  await opened.platform.start(answering(desk, opened.platform, end.signal));
  const app = await opened.appAt({ hostname: '127.0.0.1', port: 8377 });
  onTestFinished(async () => {
    end.abort();
    opened.close();
    await a.close();
  });
  const send = async (path: string, init: RequestInit, headers: Readonly<Record<string, string>>) =>
    app.request(`${origin}${path}`, { ...init, headers: { host, ...headers } });
  const link: APage['link'] = async (person, assumed = false) => {
    const who: Person = { kind: 'person', id: person, via: { platform: 'test', id: person }, assumed };
    const { url } = (await desk.signIn?.link(who)) ?? { url: '' };
    return new URL(url).pathname;
  };
  const page: APage = {
    ...a,
    desk,
    app,
    appAt: opened.appAt,
    platform: opened.platform,
    configure(change) {
      settings = change(settings);
    },
    get: (path, headers = {}) => send(path, {}, headers),
    post: (path, form, headers = {}) =>
      send(path, { method: 'POST', body: new URLSearchParams(form) }, { origin, ...headers }),
    type: (cookie, text, room = '@alice', headers = {}) =>
      send(
        `/rooms/${encodeURIComponent(room)}/say`,
        { method: 'POST', body: JSON.stringify({ text, key: crypto.randomUUID() }) },
        { origin, cookie, 'content-type': 'application/json', ...headers },
      ),
    link,
    async signIn(person, assumed) {
      const path = await link(person, assumed);
      const answer = await page.post('/signin', { link: path.replace('/signin/', '') });
      return cookieOf(answer);
    },
  };
  return page;
}

/** `name=value` of the session a response opens; empty when it opens none. */
export const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0] ?? '')
    .find((each) => /^(__Host-)?zhiban=/.test(each)) ?? '';

/** Answers without an outbox: one message, edited to the newest. */
const answering =
  (desk: Desk, platform: WebPlatform, signal: AbortSignal): Receive =>
  async ({ message, principal }) => {
    const received = await receive(desk, { message, principal, confirmed: false, signal, progress: () => {} });
    const answer = await received.answer;
    const reader = { language: 'en' as const, timeZone: 'UTC', nowMs: desk.clock.now() };
    await platform.post(message.conversation, { key: message.deliveryKey, message: answer.message, reader });
  };
