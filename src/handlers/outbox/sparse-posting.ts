import type { Desk } from '../desk.ts';
import type { Message } from '../message.ts';
import type { Posting } from '../store/outbox.ts';
import type { LivePosting } from './live-posting.ts';
import { post } from './post.ts';

/** What ends sooner says only how it ended. */
const firstAfterMs = 4_000;

/** Where nothing can be edited: how it goes is said once it takes long, and again after each silence, each a message of its own. */
export function sparsePosting(desk: Desk, posting: Omit<Posting, 'message' | 'atMs'>, silenceMs: number): LivePosting {
  const over = new AbortController();
  let latest: Message | undefined;
  let going: Promise<void> | undefined;

  const bridge = async (): Promise<void> => {
    let count = 0;
    for (let pauseMs = firstAfterMs; ; pauseMs = silenceMs) {
      await desk.clock.sleep(pauseMs, over.signal);
      const message = latest;
      if (message === undefined || over.signal.aborted) continue;
      count += 1;
      await post(desk, { ...posting, key: `${posting.key}~${count}`, message }).catch((error: unknown) =>
        desk.log('warn', 'a progress could not be kept', { key: posting.key, error: String(error) }),
      );
    }
  };

  return {
    show(message) {
      latest = message;
      if (!over.signal.aborted) going ??= bridge().catch(() => undefined); // it ended
    },
    async end() {
      over.abort();
      await going;
    },
  };
}
