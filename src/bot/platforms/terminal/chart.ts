import type { Block } from '../../../actions/report.ts';
import { inertLine } from '../../../handlers/language/inert.ts';
import { pad, width } from '../../../handlers/language/width.ts';
import type { Canvas } from './canvas.ts';

type Chart = Extract<Block, { readonly type: 'chart' }>;

const bars = '▁▂▃▄▅▆▇█';
const mostColumns = 60;

/** What the picture says in words, then a line of bars for each series with its least and greatest value. */
export function chartLines({ series, unit, alt }: Chart, canvas: Canvas): string[] {
  const names = series.map(({ name }) => inertLine(name, { maxColumns: 24 }));
  const nameWidth = Math.max(0, ...names.map(width));
  const valuesOf = series.map(({ points }) => points.map(([, value]) => value).filter(Number.isFinite));
  const ranges = valuesOf.map((values) => rangeOf(values, inertLine(unit, { maxColumns: 12 })));
  const room = canvas.width - nameWidth - 6 - Math.max(0, ...ranges.map(width));
  const columns = Math.max(8, Math.min(mostColumns, room));
  const lines = valuesOf.map((values, at) =>
    `  ${pad(names[at] ?? '', nameWidth)}  ${sparkline(values, columns)}  ${ranges[at] ?? ''}`.trimEnd(),
  );
  return [canvas.say(alt), ...lines];
}

/** Each column is the greatest of its share of the values: a peak is never lost. */
export function sparkline(values: readonly number[], columns: number): string {
  const from = least(values);
  const range = greatest(values) - from;
  const count = Math.min(columns, values.length);
  return Array.from({ length: count }, (_, at) => {
    const share = values.slice(
      Math.floor((at * values.length) / count),
      Math.floor(((at + 1) * values.length) / count),
    );
    const level = range === 0 ? 0 : Math.round(((greatest(share) - from) / range) * (bars.length - 1));
    return bars[level];
  }).join('');
}

const rangeOf = (values: readonly number[], unit: string): string =>
  values.length === 0 ? '' : `${show(least(values))}–${show(greatest(values))} ${unit}`.trimEnd();
const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const greatest = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
const show = (value: number): string => String(Math.round(value * 10) / 10);
