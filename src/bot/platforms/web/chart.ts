import type { Block } from '../../../actions/report.ts';
import { inertLine } from '../../../handlers/language/inert.ts';
import type { Reader } from '../../../handlers/language/reader.ts';
import { translate } from '../../../handlers/language/translate.ts';
import { stepped } from '../../charts/stepped.ts';
import { type Html, html } from './html.ts';

type Chart = Extract<Block, { readonly type: 'chart' }>;
type Points = Chart['series'][number]['points'];

const width = 480;
const height = 96;

/** A line for each series, all on one scale from zero, with its least and greatest value beside its name. */
export function chartPicture(
  { series, unit, alt, holdsMs }: Chart,
  reader: Reader,
  at?: (theme: 'light' | 'dark') => string,
): Html {
  const shown = series
    .map(({ name, points }) => ({
      name: inertLine(name, { maxColumns: 24 }),
      points: stepped(points.filter(isFinitePoint), holdsMs),
    }))
    .filter(({ points }) => points.length > 0);
  const times = shown.flatMap(({ points }) => points.map(([at]) => at));
  const values = shown.flatMap(({ points }) => points.map(([, value]) => value));
  const scale = {
    from: times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    to: times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
    least: values.reduce((a, b) => Math.min(a, b), 0),
    greatest: values.reduce((a, b) => Math.max(a, b), 0),
  };
  const words = translate(alt, reader);
  const picture = (theme: 'light' | 'dark'): Html =>
    html`<img class="on-${theme}" src="${at?.(theme) ?? ''}" alt="${words}" width="480" height="320" loading="lazy">`;
  if (at !== undefined) return html`<figure class="chart">${picture('light')}${picture('dark')}</figure>`;
  return html`<figure class="chart"><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${words}">${shown.map(
    ({ points }, at) => html`<polyline class="series-${at % 4}" points="${line(points, scale)}" />`,
  )}</svg><figcaption>${words}${shown.map(
    ({ name, points }, at) =>
      html` <span class="series-${at % 4}">${name} ${range(points)} ${inertLine(unit, { maxColumns: 12 })}</span>`,
  )}</figcaption></figure>`;
}

interface Scale {
  readonly from: number;
  readonly to: number;
  readonly least: number;
  readonly greatest: number;
}

function line(points: Points, { from, to, least, greatest }: Scale): string {
  const x = (at: number): number => ((at - from) / (to - from || 1)) * width;
  const y = (value: number): number => height - 2 - ((value - least) / (greatest - least || 1)) * (height - 4);
  return points.map(([at, value]) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
}

function range(points: Points): string {
  const values = points.map(([, value]) => value);
  const show = (value: number): string => String(Math.round(value * 10) / 10);
  return `${show(values.reduce((a, b) => Math.min(a, b)))}–${show(values.reduce((a, b) => Math.max(a, b)))}`;
}

const isFinitePoint = ([at, value]: readonly [number, number]): boolean =>
  Number.isFinite(at) && Number.isFinite(value);
