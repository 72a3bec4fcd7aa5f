/** Characters of the searched text that must not be shown. Offsets move when a stream forgets what it has shown. */
export interface Span {
  start: number;
  /** Exclusive; while `open`, only as far as is known yet. */
  end: number;
  open: boolean;
  /** Name of the configured secret; without one, the span only has the shape of a secret. */
  readonly name?: string;
}

/** Overlapping spans become one mark; it gets the name of a secret that begins this near to its beginning. */
export const nameWithin = 128;

export const byStart = (one: Span, other: Span): number => one.start - other.start || other.end - one.end;

export function moveSpans(spans: readonly Span[], by: number): void {
  for (const span of spans) {
    span.start += by;
    span.end += by;
  }
}

/** The name on the mark that begins with the span at `first`, of spans in order. */
export function nameOf(spans: readonly Span[], first: number): string | undefined {
  const begun = spans[first]?.start ?? 0;
  let end = begun + 1;
  for (let i = first; i < spans.length; i += 1) {
    const span = spans[i];
    if (span === undefined || span.start >= end || span.start >= begun + nameWithin) return undefined;
    if (span.name !== undefined) return span.name;
    end = Math.max(end, span.end);
  }
  return undefined;
}

/** Where the overlapping spans begin that are not known to be over by `limit`; `limit` when all are. */
export function startOfUnfinished(spans: readonly Span[], shown: number, maskedTo: number, limit: number): number {
  let begun = shown;
  let end = maskedTo;
  for (const span of spans) {
    if (span.start >= limit) break;
    if (span.start >= end) begun = span.start;
    end = Math.max(end, span.open ? Number.POSITIVE_INFINITY : span.end);
  }
  return end > limit ? begun : limit;
}
