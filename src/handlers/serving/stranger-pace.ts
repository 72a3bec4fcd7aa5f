import type { Clock } from '../clock.ts';

/** Messages within a minute that are kept and answered: of one unknown sender, and of all of them together. */
export const strangerRules = { ofOne: 10, ofAll: 120 } as const;

const minuteMs = 60_000;

/** Whether what somebody unknown sends is still kept and answered: else anybody could fill the state, and make the bot speak without end. */
export function makeStrangerPace(clock: Pick<Clock, 'monotonic'>): (sender: string) => boolean {
  const each = new Map<string, number>();
  let all = 0;
  let sinceMs = Number.NEGATIVE_INFINITY;
  return (sender) => {
    if (clock.monotonic() - sinceMs >= minuteMs) {
      sinceMs = clock.monotonic();
      all = 0;
      each.clear();
    }
    const own = each.get(sender) ?? 0;
    if (own >= strangerRules.ofOne || all >= strangerRules.ofAll) return false;
    each.set(sender, own + 1);
    all += 1;
    return true;
  };
}
