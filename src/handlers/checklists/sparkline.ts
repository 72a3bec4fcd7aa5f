const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** One letter a value, from the least to the greatest; a gap for none. All alike: in the middle. */
export function sparkline(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined);
  const least = Math.min(...known);
  const range = Math.max(...known) - least;
  return values
    .map((value) => {
      if (value === undefined) return ' ';
      return bars[range === 0 ? 3 : Math.round(((value - least) / range) * (bars.length - 1))];
    })
    .join('');
}
