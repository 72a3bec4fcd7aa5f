import type { Text } from '../../../actions/text.ts';
import { outside } from '../../../actions/text.ts';
import type { Clock } from '../../../handlers/clock.ts';
import { NotConnected } from '../not-connected.ts';
import { codeOf, describe, isTokenRefused } from './failures.ts';
import { SocketModeClient } from './socket-mode.ts';
import { clientOptions, silent } from './web-client.ts';
import { say } from './words.ts';

export interface LinkParts {
  readonly appToken: string;
  readonly apiUrl: string | undefined;
  readonly clock: Clock;
  readonly log: (level: 'info' | 'warn', words: string, more?: Readonly<Record<string, unknown>>) => void;
  /** What came, of which kind; resolves with what is said back once it is kept, rejects when it was not. */
  readonly take: (kind: string, body: unknown) => Promise<object | undefined>;
  readonly complain: (why: Text) => void;
}

export interface Links {
  /** Resolves when the first link is up, or it was ended before; rejects with NotConnected when trying again is useless. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Slack ends each connection every hour or so. The SDK drops it at the first word of that and pauses before it asks for
 * another; so two stand at all times, and while one is made anew the other hears what comes. Slack sends each delivery on
 * one of them; the same twice is known by its key.
 */
const standing = 2;
const helloLimitMs = 15_000;
const closeLimitMs = 1_000;
const watchEveryMs = 1_000;
const pongLimitMs = 5_000;
/** One that ended sooner counts as a failure, lest it is tried without end. */
const steadyMs = 5_000;
const mostPauseMs = 30_000;
const refusedPauseMs = 60_000;

export function makeLinks(parts: LinkParts): Links {
  const { clock, log } = parts;
  const end = new AbortController();
  const loops: Promise<void>[] = [];

  /** Kept up until the end; `up` is called once it stands for the first time. */
  async function keep(up: () => void, useless?: (error: NotConnected) => void): Promise<void> {
    let failures = 0;
    let told = '';
    let first = true;
    while (!end.signal.aborted) {
      let pauseMs = 0;
      const client = makeClient();
      const ended = new AbortController();
      client.on('disconnected', () => ended.abort());
      try {
        await within(helloLimitMs, client.start());
        const upMs = clock.monotonic();
        if (told !== '') log('info', 'slack is heard again');
        told = '';
        if (first) up();
        first = false;
        await untilGone(client, AbortSignal.any([ended.signal, end.signal]));
        failures = clock.monotonic() - upMs < steadyMs ? failures + 1 : 0;
      } catch (error) {
        failures += 1;
        const why = describe(error);
        if (isTokenRefused(error)) {
          const words = say.wrongAppToken({ code: outside(codeOf(error) ?? '') });
          if (first && useless !== undefined) return useless(new NotConnected(words));
          if (told !== why) parts.complain(words);
          pauseMs = refusedPauseMs;
        }
        if (told !== why) log('warn', 'slack is not heard', { why });
        told = why;
      } finally {
        await shut(client);
      }
      // The first tries come at once: nothing may be missed for a second.
      if (failures > 2) pauseMs = Math.max(pauseMs, Math.min(50 * 2 ** failures, mostPauseMs));
      if (pauseMs > 0) await clock.sleep(pauseMs, end.signal).catch(() => undefined); // ended meanwhile
    }
  }

  /** A link Slack no longer answers is being closed by the SDK for half a minute before it says so. */
  async function untilGone(client: SocketModeClient, over: AbortSignal): Promise<void> {
    while (!over.aborted && isActive(client)) await clock.sleep(watchEveryMs, over).catch(() => undefined);
  }

  function makeClient(): SocketModeClient {
    const client = new SocketModeClient({
      appToken: parts.appToken,
      autoReconnectEnabled: false,
      clientPingTimeout: pongLimitMs,
      logger: silent,
      clientOptions: clientOptions(parts.apiUrl),
    });
    guardFrames(client);
    client.on('slack_event', ({ ack, type, body }: SlackEvent) => {
      parts
        .take(type, body)
        .then((answer) => ack(answer))
        .catch((error: unknown) => log('warn', 'slack was told nothing', { kind: type, why: describe(error) }));
    });
    return client;
  }

  /** The SDK reads a frame in a promise nobody waits for: what it cannot read would end the process. */
  function guardFrames(client: SocketModeClient): void {
    const own = client.listeners('ws_message');
    client.removeAllListeners('ws_message');
    client.on('ws_message', (...frame: unknown[]) => {
      for (const listener of own) {
        const read = listener as (...frame: unknown[]) => unknown; // one of the SDK takes what the SDK gives it
        Promise.resolve(read(...frame)).catch(() => log('warn', 'slack sent what I do not understand'));
      }
    });
  }

  return {
    async open() {
      await new Promise<void>((resolve, reject) => {
        loops.push(keep(resolve, reject).finally(resolve));
      });
      for (let at = 1; at < standing && !end.signal.aborted; at++) loops.push(keep(() => {}));
    },
    async close() {
      end.abort(new Error('the bot is about to end'));
      await Promise.all(loops);
    },
  };
}

interface SlackEvent {
  readonly ack: (answer?: object) => Promise<void>;
  readonly type: string;
  readonly body: unknown;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const limit = AbortSignal.timeout(limitMs);
  const over = new Promise<never>((_resolve, reject) => {
    limit.addEventListener('abort', () => reject(new Error('no hello in time')), { once: true });
  });
  return Promise.race([work, over]);
}

/** The SDK waits long for a goodbye that may never come; told twice, it does not. */
async function shut(client: SocketModeClient): Promise<void> {
  const closed = client.disconnect().catch(() => undefined);
  await Promise.race([closed, aborted(AbortSignal.timeout(closeLimitMs))]);
  if (isOpenStill(client)) void client.disconnect().catch(() => undefined);
}

interface WithSocket {
  readonly websocket?: { readonly readyState?: number; isActive(): boolean };
}
/** The SDK says nothing of a socket that is being closed. */
const socketOf = (client: SocketModeClient) => (client as unknown as WithSocket).websocket; // it keeps it to itself
const isActive = (client: SocketModeClient): boolean => socketOf(client)?.isActive() === true;
const isOpenStill = (client: SocketModeClient): boolean => socketOf(client)?.readyState !== undefined;
