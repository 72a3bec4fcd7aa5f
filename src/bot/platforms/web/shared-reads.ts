import type { WebMessages } from '../../storage/web-messages.ts';

/** What many open pages want to know at once, asked of the storage once. */
export interface SharedReads extends Pick<WebMessages, 'since' | 'heads'> {
  /** Something changed: what was read before answers nobody any more. */
  forget(): void;
}

/** Another process may have written something without a word. */
const freshMs = 500;

/** `monotonic`: milliseconds that never go back. */
export function sharedReads(messages: Pick<WebMessages, 'since' | 'heads'>, monotonic: () => number): SharedReads {
  const since = shared(
    (room: string, version: number, limit: number) => messages.since(room, version, limit),
    monotonic,
  );
  const heads = shared((...rooms: readonly string[]) => messages.heads(rooms), monotonic);
  return {
    since: since.ask,
    heads: (rooms) => heads.ask(...rooms),
    forget() {
      since.forget();
      heads.forget();
    },
  };
}

function shared<Asked extends readonly unknown[], T>(
  ask: (...asked: Asked) => Promise<T>,
  monotonic: () => number,
): { ask(...asked: Asked): Promise<T>; forget(): void } {
  const going = new Map<string, Promise<T>>();
  let sinceMs = 0;
  return {
    ask(...asked) {
      if (monotonic() - sinceMs >= freshMs) {
        going.clear();
        sinceMs = monotonic();
      }
      const key = JSON.stringify(asked);
      const known = going.get(key);
      if (known !== undefined) return known;
      const answer = ask(...asked);
      going.set(key, answer);
      answer.catch(() => going.delete(key));
      return answer;
    },
    forget: () => going.clear(),
  };
}
