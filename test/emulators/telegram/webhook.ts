import { setTimeout as wait } from 'node:timers/promises';
import type { Updates } from './updates.ts';

/** Calls the bot for every update, one after the other, and again until it says 2xx. */
export function deliverByWebhook(updates: Updates): { deliver: () => void; end: () => Promise<void> } {
  const stop = new AbortController();
  let going: Promise<void> | undefined;

  const pump = async (): Promise<void> => {
    for (let update = updates.waiting()[0]; update !== undefined && updates.webhook; update = updates.waiting()[0]) {
      const { url, secret } = updates.webhook;
      const taken = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }),
        },
        body: JSON.stringify(update),
        signal: stop.signal,
      }).then(
        async (response) => {
          await response.arrayBuffer();
          return response.ok;
        },
        () => false,
      );
      if (stop.signal.aborted) return;
      if (taken) updates.confirm(update);
      else await wait(50, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  return {
    deliver() {
      if (updates.webhook === undefined || stop.signal.aborted) return;
      going ??= pump().finally(() => {
        going = undefined;
      });
    },
    async end() {
      stop.abort();
      await going;
    },
  };
}
