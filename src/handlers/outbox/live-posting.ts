import type { Desk } from '../desk.ts';
import type { Message } from '../message.ts';
import type { Posting } from '../store/outbox.ts';
import { post } from './post.ts';

export interface LivePosting {
  /** The newest words; those that come too fast are left out. */
  show(message: Message): void;
  /** Nothing is shown after this; waits for what is being written. */
  end(): Promise<void>;
}

/** One message that changes while something goes on. `onlyEdit`: only where it stands already. */
export function livePosting(
  desk: Desk,
  posting: Omit<Posting, 'message' | 'atMs'>,
  { everyMs, onlyEdit = false }: { readonly everyMs: number; readonly onlyEdit?: boolean },
): LivePosting {
  const over = new AbortController();
  let latest: Message | undefined;
  let pumping: Promise<void> | undefined;

  const pump = async (): Promise<void> => {
    while (latest !== undefined && !over.signal.aborted) {
      const message = latest;
      latest = undefined;
      await post(desk, { ...posting, message }, { onlyEdit }).catch((error: unknown) => {
        desk.log('warn', 'a progress could not be kept', { key: posting.key, error: String(error) });
      });
      await desk.clock.sleep(everyMs, over.signal).catch(() => undefined);
    }
    pumping = undefined;
  };

  return {
    show(message) {
      latest = message;
      if (!over.signal.aborted) pumping ??= pump();
    },
    async end() {
      over.abort('over'); // an error of its own would be made for nothing
      await pumping;
    },
  };
}
