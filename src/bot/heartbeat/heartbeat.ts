import type { Desk } from '../../handlers/desk.ts';
import { type Loop, startLoop } from '../../handlers/loop.ts';

/** Longer than an answer of a monitoring service takes, shorter than the shortest interval. */
const patienceMs = 8_000;
/** A network that stumbles once is nothing to tell. */
const missesToTell = 2;

export interface HeartbeatOptions {
  /** As healthchecks.io and others take it: a request says "alive", one to `<url>/fail` says that something is wrong. */
  readonly url: string;
  readonly everyMs: number;
  /** What is wrong with this process, nothing when all is well. */
  readonly ailment: () => Promise<string | undefined>;
}

/** Tells somebody outside, again and again, that this bot is alive: whoever hears nothing knows that it is not. */
export function startHeartbeat(desk: Pick<Desk, 'clock' | 'log'>, { url, everyMs, ailment }: HeartbeatOptions): Loop {
  let misses = 0;
  return startLoop(desk, 'heartbeat', everyMs, async () => {
    const wrong = await ailment().catch(() => 'the state cannot be read');
    const missed = await ping(wrong === undefined ? url : failing(url), wrong ?? '');
    if (missed === undefined) {
      if (misses >= missesToTell) desk.log('info', 'the heartbeat is heard again', { missed: misses });
      misses = 0;
      return;
    }
    misses += 1;
    if (misses === missesToTell) desk.log('warn', 'the heartbeat is not heard', { why: missed });
  });
}

/** Before a query, if there is one. */
function failing(url: string): string {
  const at = new URL(url);
  at.pathname = `${at.pathname.replace(/\/$/, '')}/fail`;
  return at.href;
}

/** Why it was not taken; undefined when it was. */
async function ping(url: string, body: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    await response.body?.cancel();
    return response.ok ? undefined : `HTTP ${response.status}`;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'it cannot be reached';
  }
}
