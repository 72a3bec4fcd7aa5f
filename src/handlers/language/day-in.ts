/** `2026-11-21`: the day on which a moment falls in a zone. */
export const dayIn = (atMs: number, timeZone: string): string =>
  // Sweden writes dates so.
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(atMs);

/** `18:30`: what a clock on the wall shows. */
export const clockIn = (atMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(atMs);
