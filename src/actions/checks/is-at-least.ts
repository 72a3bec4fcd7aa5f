/** `3.11.2` against `3.8`, number by number. */
export function isAtLeast(found: string, least: string): boolean {
  const [has, wants] = [found, least].map((each) => each.split('.').map(Number));
  for (const [at, want] of (wants ?? []).entries()) {
    const difference = (has?.[at] ?? 0) - want;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
