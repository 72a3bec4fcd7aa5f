import type { Person } from '../../../auth/principal.ts';
import type { Settings } from '../../../handlers/settings.ts';
import type { WebLogin, WebSession, WebSessions } from '../../storage/web-sessions.ts';
import { hashOf, newToken } from './tokens.ts';

export const sessionMs = 12 * 3_600_000;
export const idleMs = 3_600_000;
/** Using a session is written down at most so often. */
const touchEveryMs = 60_000;

/** Whoever has a page open, and by which session. */
export interface Viewer {
  readonly person: Person;
  readonly hash: string;
  readonly session: WebSession;
}

export interface SessionsOptions {
  readonly stored: WebSessions;
  readonly settings: () => Settings;
  readonly now: () => number;
}

export interface Sessions {
  /** The person a session stands for, as long as it holds. */
  viewer(hash: string): Promise<Viewer | undefined>;
  byToken(token: string): Promise<Viewer | undefined>;
  /** The person did something. */
  used(viewer: Viewer): Promise<void>;
  /** Opens one without a link; the demo alone. Returns its token. */
  open(login: WebLogin): Promise<string>;
  /** Returns the token of the session opened, undefined when the link does not hold. */
  redeem(link: string): Promise<string | undefined>;
  /** Whom a link would sign in. */
  peek(link: string): Promise<WebLogin | undefined>;
  end(viewer: Viewer): Promise<void>;
}

export function makeSessions({ stored, settings, now }: SessionsOptions): Sessions {
  const isPerson = (id: string): boolean => Object.hasOwn(settings().policy.people, id);
  const viewer: Sessions['viewer'] = async (hash) => {
    const session = await stored.get(hash);
    if (session === undefined || !isPerson(session.person)) return undefined;
    const atMs = now();
    const { openedAtMs, usedAtMs, configuration, assumed } = session;
    if (atMs >= openedAtMs + sessionMs || atMs >= usedAtMs + idleMs) return undefined;
    if (configuration !== settings().version) return undefined;
    const via = { platform: 'web', id: session.person };
    return { hash, session, person: { kind: 'person', id: session.person, via, assumed } };
  };
  return {
    viewer,
    byToken: (token) => viewer(hashOf(token)),
    async used({ hash, session }) {
      const atMs = now();
      if (atMs - session.usedAtMs >= touchEveryMs) await stored.touch(hash, atMs);
    },
    async open(login) {
      const token = newToken();
      const atMs = now();
      const session = { ...login, configuration: settings().version, openedAtMs: atMs, usedAtMs: atMs };
      await stored.open(hashOf(token), session);
      return token;
    },
    async redeem(link) {
      const token = newToken();
      const session = { hash: hashOf(token), configuration: settings().version, atMs: now() };
      const login = await stored.redeem(hashOf(link), session);
      return login === undefined || !isPerson(login.person) ? undefined : token;
    },
    async peek(link) {
      const login = await stored.login(hashOf(link), now());
      return login === undefined || !isPerson(login.person) ? undefined : login;
    },
    end: ({ hash }) => stored.end(hash),
  };
}
