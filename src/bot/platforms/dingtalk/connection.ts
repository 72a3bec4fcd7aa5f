import type { Text } from '../../../actions/text.ts';
import type { Desk } from '../../../handlers/desk.ts';
import { NotConnected } from '../not-connected.ts';
import type { Api } from './api.ts';
import { DingTalkError } from './failures.ts';
import type { Frame } from './frames.ts';
import { openStream, type Stream } from './stream.ts';
import { say } from './words.ts';

export interface ConnectionParts {
  readonly desk: Desk;
  readonly api: Api;
  readonly heard: (frame: Frame) => Promise<object | undefined>;
  readonly complain: (why: Text) => void;
}

export interface Connection {
  /** Resolves when frames come in, or when it was ended before; rejects with NotConnected when trying again is useless. */
  open(): Promise<void>;
  close(): Promise<void>;
}

const mostPauseMs = 60_000;
/** One that broke sooner was none. */
const livedMs = 5_000;

/**
 * Keeps one connection. Another one is opened before that which was told to leave is closed, so that nothing is missed
 * between them; after a failure ever longer pauses follow. One loop, so never more than two.
 */
export function makeConnection({ desk, api, heard, complain }: ConnectionParts): Connection {
  const { clock } = desk;
  const end = new AbortController();
  const closing = new Set<Promise<void>>();
  let current: Stream | undefined;
  let going: Promise<void> = Promise.resolve();
  let told = '';

  const retire = (stream: Stream | undefined): void => {
    if (stream === undefined) return;
    const work = stream.close().finally(() => closing.delete(work));
    closing.add(work);
  };

  /** The ticket is used once, at once. */
  const connect = async (): Promise<Stream> => {
    const { endpoint, ticket } = await api.gateway();
    const url = `${endpoint}?ticket=${encodeURIComponent(ticket)}`;
    const log = (what: string): void => desk.log('warn', `dingtalk: ${what}`);
    const stream = await openStream({ url, clock, signal: end.signal, heard, log });
    retire(current);
    current = stream;
    if (told !== '') desk.log('info', 'dingtalk brings messages again');
    told = '';
    return stream;
  };

  const failed = (error: unknown): void => {
    const why = error instanceof DingTalkError ? error.message : 'the stream could not be opened';
    if (why === told) return;
    told = why;
    desk.log('warn', 'dingtalk is not reached', { why });
    if (error instanceof DingTalkError && error.isWrongApp) complain(say.wrongApp());
  };

  /** Until it is ended. `first`: called with each connection. */
  const keep = async (first: (error?: unknown) => void): Promise<void> => {
    let pauseMs = 1_000;
    while (!end.signal.aborted) {
      const fromMs = clock.monotonic();
      try {
        const stream = await connect();
        first();
        await stream.over;
        if (clock.monotonic() - fromMs > livedMs) {
          pauseMs = 1_000;
          continue;
        }
      } catch (error) {
        if (end.signal.aborted) return;
        first(error);
        failed(error);
      }
      await clock.sleep(pauseMs * (0.75 + Math.random() / 2), end.signal).catch(() => undefined); // ended meanwhile
      pauseMs = Math.min(pauseMs * 2, mostPauseMs);
    }
  };

  return {
    open: () =>
      new Promise((resolve, reject) => {
        let opened = false;
        going = keep((error) => {
          if (error === undefined) {
            opened = true;
            resolve();
          } else if (!opened && error instanceof DingTalkError && error.isWrongApp) {
            end.abort(error);
            reject(new NotConnected(say.wrongApp()));
          }
        }).finally(resolve);
      }),
    async close() {
      end.abort(new Error('the bot is about to end'));
      retire(current);
      current = undefined;
      await going;
      await Promise.all(closing);
    },
  };
}
