import { makeOutOfOrder, type OutOfOrder } from '../out-of-order.ts';
import { Refusal } from './refusal.ts';

export type Update = Readonly<Record<string, unknown>> & { readonly update_id: number };

export interface Updates {
  push(kind: string, body: Readonly<Record<string, unknown>>): Update;
  /** The same update once more, as when nobody confirmed it. */
  repeat(update: Update): void;
  /** As `getUpdates`: what lies below the offset is confirmed. */
  poll(query: {
    readonly offset: number;
    readonly limit: number;
    readonly timeoutMs: number;
    readonly gone: AbortSignal;
  }): Promise<readonly Update[]>;
  /** A webhook took it. */
  confirm(update: Update): void;
  /** Not confirmed yet. */
  waiting(): readonly Update[];
  /** Somebody polls at this moment. */
  polled(): boolean;
  /** Calls of a webhook meet each other on the way; of what is polled, the order within one answer. */
  readonly outOfOrder: OutOfOrder;
  webhook: { readonly url: string; readonly secret: string | undefined } | undefined;
  allowed: readonly string[];
  close(): void;
}

/** The queue of what the bot has not confirmed; kept while it is away. */
export function makeUpdates(pressed: () => void): Updates {
  let queue: Update[] = [];
  let lastId = 1000;
  let poller: { readonly wake: () => void; readonly replace: () => void } | undefined;

  const outOfOrder = makeOutOfOrder();
  /** Of each as it first came out: by its id, unless the order was turned round. */
  const places = new Map<Update, number>();
  const placeOf = (update: Update): number => places.get(update) ?? places.size;

  const add = (update: Update): void => {
    places.set(update, placeOf(update));
    queue = [...queue, update].toSorted((a, b) => placeOf(a) - placeOf(b));
    poller?.wake();
    pressed();
  };
  const updates: Updates = {
    webhook: undefined,
    outOfOrder,
    allowed: [],
    push(kind, body) {
      lastId += 1;
      const update = { update_id: lastId, [kind]: body };
      if (updates.allowed.length === 0 || updates.allowed.includes(kind)) outOfOrder.bring(() => add(update));
      return update;
    },
    repeat: add,
    confirm(update) {
      queue = queue.filter((each) => each !== update);
    },
    waiting: () => queue,
    polled: () => poller !== undefined,
    async poll({ offset, limit, timeoutMs, gone }) {
      if (updates.webhook !== undefined)
        throw new Refusal(
          409,
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        );
      poller?.replace();
      queue = offset < 0 ? queue.slice(offset) : queue.filter(({ update_id }) => update_id >= offset);
      if (queue.length === 0 && timeoutMs > 0) await longPoll(timeoutMs, gone);
      return queue.slice(0, limit);
    },
    close: () => poller?.wake(),
  };

  const longPoll = (timeoutMs: number, gone: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const own = {
        wake: () => end(resolve),
        replace: () =>
          end(() =>
            reject(
              new Refusal(
                409,
                'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
              ),
            ),
          ),
      };
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        gone.removeEventListener('abort', own.wake);
        if (poller === own) poller = undefined;
        settle();
      };
      const timer = setTimeout(own.wake, timeoutMs);
      gone.addEventListener('abort', own.wake, { once: true });
      poller = own;
    });
  return updates;
}
