const minuteMs = 60_000;
/** Beyond what is answered with that it was too much, so that this is read. */
const mostBeyond = 30;

/** Whether what a person sends is still kept. No platform between stands in the way of a page that sends without end. */
export function makeTypingPace(now: () => number, perMinute: () => number): (person: string) => boolean {
  const sent = new Map<string, { readonly sinceMs: number; readonly count: number }>();
  return (person) => {
    const before = sent.get(person);
    const isOld = before === undefined || now() - before.sinceMs >= minuteMs;
    const { sinceMs, count } = isOld ? { sinceMs: now(), count: 0 } : before;
    if (count >= perMinute() + mostBeyond) return false;
    sent.set(person, { sinceMs, count: count + 1 });
    return true;
  };
}
