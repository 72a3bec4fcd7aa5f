const formats = new Map<string, Intl.DateTimeFormat>();

/** Seconds a zone is ahead of UTC at a moment. */
export function offsetSeconds(zone: string, atMs: number): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(zone, format);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((each) => each.type === type)?.value ?? 0);
  const whole = Math.floor(atMs / 1_000) * 1_000;
  const parts = format.formatToParts(whole);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return (wall - whole) / 1_000;
}

const weekMs = 7 * 86_400_000;

/** `-10000000000000:28800` or more of `from:offset`, in seconds, for the reading program: the offsets of a zone between two moments. */
export function zoneSegments(zone: string, fromMs: number, toMs: number): string {
  // Whole weeks, so that the same question a second later finds its answer here.
  const [from, to] = [Math.floor(fromMs / weekMs) * weekMs, Math.ceil(toMs / weekMs) * weekMs];
  const key = `${zone} ${from} ${to}`;
  const known = segmentsFound.get(key) ?? segmentsBetween(zone, from, to);
  if (segmentsFound.size > 100) segmentsFound.clear();
  segmentsFound.set(key, known);
  return known;
}
const segmentsFound = new Map<string, string>();

function segmentsBetween(zone: string, fromMs: number, toMs: number): string {
  const segments = [`-10000000000000:${offsetSeconds(zone, fromMs)}`];
  for (let at = fromMs; at < toMs; at += weekMs) {
    const before = offsetSeconds(zone, at);
    if (before === offsetSeconds(zone, at + weekMs)) continue;
    let [low, high] = [Math.floor(at / 1_000), Math.floor((at + weekMs) / 1_000)];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetSeconds(zone, middle * 1_000) === before) low = middle;
      else high = middle;
    }
    segments.push(`${high}:${offsetSeconds(zone, high * 1_000)}`);
  }
  return segments.join(',');
}

/** The moment a clock in that zone shows these words at: the earlier of two, and for words it skips the one just after. */
export function momentIn(zone: string, wallMs: number): number {
  const [before, after] = [wallMs - 86_400_000, wallMs + 86_400_000].map(
    (at) => wallMs - offsetSeconds(zone, at) * 1_000,
  );
  const shown = [before, after].filter(
    (at): at is number => at !== undefined && at + offsetSeconds(zone, at) * 1_000 === wallMs,
  );
  return shown.length === 0 ? (before ?? wallMs) : Math.min(...shown);
}
