import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { chartHeight, chartWidth, type Drawing } from './drawing.ts';

use([LineChart, GridComponent, LegendComponent, MarkLineComponent, TitleComponent, SVGRenderer]);

export const fontFamily = 'Noto Sans CJK SC';

const looks = {
  light: {
    paper: '#ffffff',
    ink: '#1b1f24',
    faint: '#5b6570',
    line: '#d8dde3',
    series: ['#0b62c4', '#8a3ffc', '#00796b', '#b0005e'],
  },
  dark: {
    paper: '#14181d',
    ink: '#e8ecf1',
    faint: '#a3adb8',
    line: '#313943',
    series: ['#6cb2ff', '#c4a1ff', '#4fd1bd', '#ff8ac4'],
  },
} as const;
const marks = {
  light: { ok: '#1a7f37', unknown: '#5b6570', warning: '#9a5b00', critical: '#c4161c' },
  dark: { ok: '#4ac26b', unknown: '#a3adb8', warning: '#f0a53a', critical: '#ff6a69' },
} as const;

/** The picture as SVG: a line a series, limits across and events down, each with its words. */
export function drawSvg({ theme, title, unit, timeZone, locale, series, thresholds, events }: Drawing): string {
  const look = looks[theme];
  const text = { fontFamily, color: look.ink, fontSize: 16 };
  // Words on the picture stay readable where a line runs behind them.
  const halo = { textBorderColor: look.paper, textBorderWidth: 4 };
  const faint = { ...text, color: look.faint, fontSize: 14 };
  const values = [
    ...series.flatMap(({ points }) => points.map(([, value]) => value)),
    ...thresholds.map(({ value }) => value),
  ];
  const top = values.reduce((a, b) => Math.max(a, b), 0);
  const { most, parts } = top === 0 ? { most: 1, parts: 5 } : topOf(top, unit);
  const stamps = clockOf(spanOf(series), locale, timeZone);
  const several = series.length > 1;
  const across = thresholds.map(({ value, label, mark }) => ({
    yAxis: value,
    lineStyle: { color: marks[theme][mark], type: 'dashed' as const, width: 1.5 },
    label: { ...text, ...halo, color: marks[theme][mark], formatter: label, position: 'insideStartTop' as const },
  }));
  const down = events.map(({ atMs, label }, at) => ({
    xAxis: atMs,
    lineStyle: { color: look.ink, type: 'solid' as const, width: 1.5 },
    label: { ...text, ...halo, formatter: label, position: 'end' as const, rotate: 0, distance: at % 2 === 0 ? 5 : 25 },
  }));
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: chartWidth, height: chartHeight });
  try {
    chart.setOption({
      animation: false,
      backgroundColor: look.paper,
      color: [...look.series],
      textStyle: text,
      title: {
        text: title,
        left: 12,
        top: 10,
        textStyle: { ...text, fontWeight: 'normal', width: chartWidth - 72, overflow: 'break', lineHeight: 22 },
      },
      ...(several
        ? { legend: { bottom: 6, left: 12, icon: 'roundRect', itemWidth: 18, textStyle: { ...text, fontSize: 14 } } }
        : {}),
      grid: {
        left: 12,
        right: 20,
        top: headOf(title, events.length),
        bottom: several ? 42 : 10,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: {
        type: 'time',
        splitNumber: 4,
        axisLabel: { ...faint, hideOverlap: true, formatter: (atMs: number) => stamps.format(atMs) },
        axisLine: { lineStyle: { color: look.line } },
        axisTick: { show: false },
        splitLine: { show: false },
      },
      yAxis: {
        type: 'value',
        min: 0,
        max: most,
        interval: most / parts,
        axisLabel: { ...faint, formatter: (value: number) => `${short(value)}${unit === '' ? '' : ` ${unit}`}` },
        splitLine: { lineStyle: { color: look.line } },
      },
      series: series.map(({ name, points }, at) => ({
        type: 'line' as const,
        name,
        data: points.map(([atMs, value]) => [atMs, value]),
        showSymbol: points.length < 2,
        symbolSize: 8,
        lineStyle: { width: 2.5 },
        ...(several ? {} : { areaStyle: { opacity: 0.12 } }),
        ...(at === 0 ? { markLine: { symbol: 'none', silent: true, data: [...across, ...down] } } : {}),
      })),
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** Room for the title, and for the words of events in a row or two. */
function headOf(title: string, events: number): number {
  const columns = [...title].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);
  const lines = title === '' ? 0 : Math.min(2, Math.ceil((columns * 8) / (chartWidth - 72)));
  return 18 + lines * 22 + (events === 0 ? 0 : events === 1 ? 22 : 44);
}

function spanOf(series: Drawing['series']): number {
  const times = series.flatMap(({ points }) => points.map(([atMs]) => atMs));
  return times.reduce((a, b) => Math.max(a, b), 0) - times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

/** No two labels of an axis may say the same. */
function clockOf(spanMs: number, locale: string, timeZone: string): Intl.DateTimeFormat {
  const minute = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  if (spanMs < 6 * 60_000) return new Intl.DateTimeFormat(locale, { timeZone, ...minute, second: '2-digit' });
  if (spanMs < 36 * 3_600_000) return new Intl.DateTimeFormat(locale, { timeZone, ...minute });
  return new Intl.DateTimeFormat(locale, { timeZone, month: 'numeric', day: 'numeric' });
}

interface Top {
  readonly most: number;
  /** Even parts with round borders. */
  readonly parts: number;
}

/** A little above the greatest; of a share never more than the whole. */
function topOf(greatest: number, unit: string): Top {
  const top = niceTop(greatest * 1.08);
  return unit === '%' && greatest <= 100 && top.most > 100 ? { most: 100, parts: 5 } : top;
}

/** Round numbers and in how many parts each goes evenly. */
const rounds = [
  [1, 5],
  [1.5, 3],
  [2, 4],
  [2.5, 5],
  [3, 3],
  [4, 4],
  [5, 5],
  [6, 3],
  [8, 4],
  [10, 5],
] as const;

/** The next round number times a power of ten. */
function niceTop(value: number): Top {
  const power = 10 ** Math.floor(Math.log10(value));
  const [round, parts] = rounds.find(([each]) => each * power >= value) ?? [10, 5];
  return { most: round * power, parts };
}

const short = (value: number): string =>
  value >= 1_000_000
    ? `${Math.round(value / 100_000) / 10}M`
    : value >= 10_000
      ? `${Math.round(value / 100) / 10}k`
      : String(Math.round(value * 100) / 100);
