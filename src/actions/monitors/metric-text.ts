/** Sum of all series of a metric that have these labels, in Prometheus' text format; undefined when there is none. */
export function metricSum(page: string, metric: string, labels: Readonly<Record<string, string>>): number | undefined {
  let sum: number | undefined;
  for (const line of page.split('\n')) {
    if (!line.startsWith(metric)) continue;
    const rest = line.slice(metric.length);
    const [, inside = '', value] = /^(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?\s*$/.exec(rest) ?? [];
    const number = Number(value);
    if (value === undefined || !Number.isFinite(number) || !has(inside, labels)) continue;
    sum = (sum ?? 0) + number;
  }
  return sum;
}

/** A dot stands for any sign: `5..` is every status of that class. */
function has(inside: string, labels: Readonly<Record<string, string>>): boolean {
  const found = new Map(
    [...inside.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', value = '']) => [key, value]),
  );
  return Object.entries(labels).every(([key, wanted]) => {
    const value = found.get(key);
    return (
      value !== undefined &&
      value.length === wanted.length &&
      [...wanted].every((sign, at) => sign === '.' || sign === value[at])
    );
  });
}
