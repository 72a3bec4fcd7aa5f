import type { Api } from 'grammy';
import type { Text } from '../../../actions/text.ts';
import { outside } from '../../../actions/text.ts';
import type { Desk } from '../../../handlers/desk.ts';
import { NotConnected } from '../not-connected.ts';
import { GrammyError } from './grammy.ts';
import { menusOf, setMenus } from './menu.ts';
import { type Self, wantedUpdates } from './payloads.ts';
import { type Polling, startPolling } from './polling.ts';
import { say } from './words.ts';

export interface ConnectionParts {
  readonly desk: Desk;
  readonly api: Api;
  /** Telegram calls; left out, it is asked. */
  readonly webhook: { readonly url: string | undefined; readonly secret: string } | undefined;
  readonly keep: (update: unknown) => Promise<void>;
  /** Called before the first update comes in. */
  readonly known: (self: Self) => void;
  readonly complain: (why: Text) => void;
}

export interface Connection {
  /** Resolves when updates come in, or when it was ended before; rejects with NotConnected when trying again is useless. */
  open(): Promise<void>;
  close(): Promise<void>;
}

type Signal = NonNullable<Parameters<Api['getMe']>[0]>;

const mostPauseMs = 60_000;

/** Finds out who the bot is, tells Telegram how to bring updates, and lets them in. */
export function makeConnection({ desk, api, webhook, keep, known, complain }: ConnectionParts): Connection {
  const end = new AbortController();
  const signal = end.signal as unknown as Signal; // of an older library; like our own
  let polling: Polling | undefined;
  let menus: Promise<void> = Promise.resolve();

  const attempt = async (): Promise<void> => {
    const { id, username } = await api.getMe(signal);
    known({ id, username });
    if (webhook === undefined) {
      await api.deleteWebhook(undefined, signal);
      // Ended meanwhile: nobody would stop it.
      if (end.signal.aborted) return;
      polling = startPolling({ api, clock: desk.clock, keep, ...watching(username) });
      return;
    }
    const { url, secret } = webhook;
    if (url === undefined) throw new NotConnected(say.noUrl());
    await api.setWebhook(url, { secret_token: secret, allowed_updates: wantedUpdates });
  };

  /** What is said of asking that fails, once until it goes well again. */
  const watching = (username: string) => {
    let told = '';
    return {
      failed(error: unknown) {
        const code = error instanceof GrammyError ? String(error.error_code) : 'no reply';
        if (code === told) return;
        told = code;
        desk.log('warn', 'telegram brings no messages', { code });
        if (code === '409') complain(say.second({ bot: outside(username) }));
        if (code === '401' || code === '404') complain(say.wrongToken());
      },
      well() {
        if (told !== '') desk.log('info', 'telegram brings messages again');
        told = '';
      },
    };
  };

  return {
    async open() {
      for (let pauseMs = 1_000; !end.signal.aborted; pauseMs = Math.min(pauseMs * 2, mostPauseMs)) {
        try {
          await attempt();
          menus = setMenus(api, menusOf(desk.commands, desk.settings().language)).catch((error: unknown) =>
            desk.log('warn', 'telegram does not take the menu of commands', { why: describe(error) }),
          );
          return;
        } catch (error) {
          if (isUseless(error)) throw inWords(error);
          desk.log('warn', 'telegram is not reached', { why: describe(error) });
          await desk.clock.sleep(pauseMs, end.signal).catch(() => undefined); // ended meanwhile
        }
      }
    },
    async close() {
      end.abort(new Error('the bot is about to end'));
      await polling?.stop();
      await menus;
    },
  };
}

/** A bad request for a webhook stays bad; so does a wrong token, which Telegram answers with 401 or, when it is no token at all, 404. */
const isUseless = (error: unknown): boolean =>
  error instanceof NotConnected || (error instanceof GrammyError && [400, 401, 404].includes(error.error_code));

function inWords(error: unknown): NotConnected {
  if (error instanceof NotConnected) return error;
  const isAddress = error instanceof GrammyError && error.error_code === 400;
  return new NotConnected(isAddress ? say.webhookRefused({ why: outside(error.description) }) : say.wrongToken());
}

/** An error of the network holds the address, and the token in it. */
const describe = (error: unknown): string =>
  error instanceof GrammyError ? `${error.error_code} ${error.description}` : 'no reply';
