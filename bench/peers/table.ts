import { cpus, loadavg } from 'node:os';

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Lines of columns, the first to the left, the others to the right. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const row of rows) {
    const cells = row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)));
    console.log(cells.join('  '));
  }
}

export function printMachine(): void {
  const all = cpus();
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `${all.length} × ${all[0]?.model ?? 'cpu'}, load ${load}, node ${process.version}, ${new Date().toISOString()}\n`,
  );
}
