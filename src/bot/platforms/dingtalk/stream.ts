import type { Clock } from '../../../handlers/clock.ts';
import { ackOf, type Frame, frameOf } from './frames.ts';

export interface Stream {
  /** Resolves when another one is wanted: this one broke, fell silent, or was told to leave. It may still be open. */
  readonly over: Promise<'broken' | 'silent' | 'leaving'>;
  /** Resolves when it is closed and what came by it was dealt with. */
  close(): Promise<void>;
}

export interface StreamParts {
  readonly url: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Resolves with the answer when what came is durably kept; rejects, and it is not acknowledged. */
  readonly heard: (frame: Frame) => Promise<object | undefined>;
  readonly log: (message: string) => void;
}

/** DingTalk pings every 20 to 30 s; a link that brings nothing for so long is half open. */
const silentAfterMs = 75_000;
const lookEveryMs = 1_000;
const openWithinMs = 10_000;

/** One connection to the gateway. Rejects when it does not come about. */
export async function openStream({ url, clock, signal, heard, log }: StreamParts): Promise<Stream> {
  const socket = new WebSocket(url);
  const going = new Set<Promise<void>>();
  const done = new AbortController();
  let lastMs = clock.monotonic();
  let tell: (why: 'broken' | 'silent' | 'leaving') => void = () => {};
  const over = new Promise<'broken' | 'silent' | 'leaving'>((resolve) => {
    tell = resolve;
  });

  const say = (text: string): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(text);
  };
  const system = (frame: Frame): void => {
    const { topic } = frame.headers;
    if (topic === 'ping') say(ackOf(frame, frame.data));
    else if (topic === 'disconnect') tell('leaving');
  };
  const answer = (frame: Frame): void => {
    const work = heard(frame)
      .then((response) => say(ackOf(frame, JSON.stringify(response ?? { response: null }))))
      .catch((error: unknown) => log(`not kept, so not acknowledged: ${String(error)}`))
      .finally(() => going.delete(work));
    going.add(work);
  };
  socket.addEventListener('message', ({ data }) => {
    lastMs = clock.monotonic();
    const frame = frameOf(data);
    if (frame === undefined) return log('a frame that is none');
    if (frame.type === 'SYSTEM') system(frame);
    else answer(frame);
  });
  const closed = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => {
      done.abort();
      tell('broken');
      resolve();
    });
  });
  await opening(socket, signal);
  const watching = watch();

  async function watch(): Promise<void> {
    while (!done.signal.aborted) {
      if (clock.monotonic() - lastMs > silentAfterMs) return tell('silent');
      await clock.sleep(lookEveryMs, done.signal).catch(() => undefined); // it ended
    }
  }

  return {
    over,
    async close() {
      done.abort();
      await Promise.all([watching, ...going]);
      socket.close(1_000);
      // A half-open one never says goodbye; nobody need wait for it.
      await Promise.race([closed, clock.sleep(500)]);
    },
  };
}

function opening(socket: WebSocket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(openWithinMs)]);
    const fail = (): void => {
      socket.close();
      reject(new Error('the stream could not be opened'));
    };
    limit.addEventListener('abort', fail, { once: true });
    socket.addEventListener('error', fail, { once: true });
    socket.addEventListener(
      'open',
      () => {
        limit.removeEventListener('abort', fail);
        resolve();
      },
      { once: true },
    );
    if (signal.aborted) fail();
  });
}
