import type { SignIn } from '../../../handlers/desk.ts';
import type { WebSessions } from '../../storage/web-sessions.ts';
import { hashOf, newToken } from './tokens.ts';

export const linkMs = 5 * 60_000;

/** Links that sign a person in to the page at `origin`. */
export const makeSignIn = (stored: WebSessions, origin: () => string, now: () => number): SignIn => ({
  async link({ id, assumed }) {
    const token = newToken();
    await stored.addLogin(hashOf(token), { person: id, assumed, expiresAtMs: now() + linkMs });
    return { url: `${origin()}/signin/${token}`, validMs: linkMs };
  },
  end: (personId) => stored.endOf(personId),
});
