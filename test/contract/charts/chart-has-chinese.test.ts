import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { texts } from '../../../src/actions/text.ts';
import { type Chart, openCharts } from '../../../src/bot/charts/charts.ts';
import { drawPng } from '../../../src/bot/charts/draw-png.ts';
import { chartHeight, chartScale, chartWidth, type Drawing } from '../../../src/bot/charts/drawing.ts';

const base: Drawing = {
  theme: 'light',
  title: '',
  unit: '%',
  timeZone: 'Asia/Shanghai',
  locale: 'zh-CN',
  series: [{ name: 'a', points: Array.from({ length: 60 }, (_, at) => [at * 60_000, 3 + (at % 7)] as const) }],
  thresholds: [],
  events: [],
};

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue. */
  at(x: number, y: number): readonly [number, number, number];
}

/** 8-bit RGBA without interlace, as resvg writes it. */
function decoded(png: Buffer): Picture {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * 4;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const kind = raw[y * (stride + 1)] ?? 0;
    const from = y * (stride + 1) + 1;
    const to = y * stride;
    for (let x = 0; x < stride; x++) {
      const left = x >= 4 ? (rows[to + x - 4] ?? 0) : 0;
      const up = y > 0 ? (rows[to - stride + x] ?? 0) : 0;
      let add = 0;
      if (kind === 1) add = left;
      else if (kind === 2) add = up;
      else if (kind === 3) add = (left + up) >> 1;
      else if (kind === 4) {
        const corner = x >= 4 && y > 0 ? (rows[to - stride + x - 4] ?? 0) : 0;
        const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
        add = a <= b && a <= c ? left : b <= c ? up : corner;
      }
      rows[to + x] = ((raw[from + x] ?? 0) + add) & 255;
    }
  }
  const byte = (at: number): number => rows[at] ?? 0;
  return {
    width,
    height,
    at: (x, y) => {
      const from = y * stride + x * 4;
      return [byte(from), byte(from + 1), byte(from + 2)];
    },
  };
}

/** Which dots of one letter of the title are ink, as one string. */
function ink(picture: Picture, letter: number): string {
  const paper = picture.at(2, 2);
  let dots = '';
  for (let y = 8 * chartScale; y < 36 * chartScale; y++)
    for (let x = (12 + 16 * letter) * chartScale; x < (28 + 16 * letter) * chartScale; x++) {
      const [red, green, blue] = picture.at(x, y);
      dots += Math.abs(red - paper[0]) + Math.abs(green - paper[1]) + Math.abs(blue - paper[2]) > 200 ? '#' : '.';
    }
  return dots;
}
const share = (dots: string): number => [...dots].filter((dot) => dot === '#').length / dots.length;

const count = (picture: Picture, is: (rgb: readonly [number, number, number]) => boolean): number => {
  let dots = 0;
  for (let y = 0; y < picture.height; y += 2)
    for (let x = 0; x < picture.width; x += 2) if (is(picture.at(x, y))) dots += 1;
  return dots;
};
const red = ([r, g, b]: readonly [number, number, number]): boolean => r > 150 && g < 80 && b < 90;
const black = ([r, g, b]: readonly [number, number, number]): boolean => r < 60 && g < 60 && b < 60;

const titled = async (title: string, more: Partial<Drawing> = {}) =>
  decoded(await drawPng({ ...base, ...more, title }));

describe('a chart', () => {
  let light: Picture;
  let missing: Picture;
  let dark: Picture;
  beforeAll(async () => {
    [light, missing, dark] = await Promise.all([
      titled('错误', {
        thresholds: [{ value: 5, label: '上限 5 %', mark: 'critical' }],
        events: [{ atMs: 30 * 60_000, label: '升级' }],
      }),
      titled('\u{10FFFD}'),
      titled('内存', { theme: 'dark' }),
    ]);
  });

  test('has Chinese letters: each is another shape, and none is the box of a missing one', () => {
    const shapes = [ink(light, 0), ink(light, 1), ink(dark, 0), ink(dark, 1)];
    for (const shape of shapes) {
      // A letter of many strokes covers a good part of its square.
      expect(share(shape)).toBeGreaterThan(0.08);
      expect(share(shape)).toBeLessThan(0.5);
      expect(shape).not.toBe(ink(missing, 0));
    }
    expect(new Set(shapes).size).toBe(4);
    expect(share(ink(light, 3))).toBe(0);
  });

  test('is dark on light paper and light on dark, as large as a phone needs', () => {
    expect([light.width, light.height]).toEqual([chartWidth * chartScale, chartHeight * chartScale]);
    expect(light.at(2, 2).reduce((a, b) => a + b)).toBeGreaterThan(720);
    expect(dark.at(2, 2).reduce((a, b) => a + b)).toBeLessThan(90);
  });

  test('has its limits and events drawn in', () => {
    expect(count(missing, red)).toBe(0);
    expect(count(light, red)).toBeGreaterThan(500);
    expect(count(light, black) - count(missing, black)).toBeGreaterThan(300);
  });

  test('that cannot be drawn is an error with words, not a picture', async () => {
    await expect(drawPng({ ...base, series: null } as never)).rejects.toThrow(/no chart was drawn/);
  });
});

describe('charts of messages', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'zhiban-charts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const say = texts('test.chart', { alt: { en: 'errors', zh: '错误率' } });
  const chart: Chart = {
    type: 'chart',
    series: [
      {
        name: 'e\u202er',
        points: [
          [0, 1],
          [1, Number.NaN],
          [2, 3],
        ],
      },
    ],
    unit: '%',
    alt: say.alt(),
  };
  const reader = { language: 'zh', timeZone: 'UTC' } as const;

  test('are drawn once for the same words, and anew for other ones', async () => {
    const drawn: Drawing[] = [];
    const charts = openCharts({
      folder: join(folder, 'made'),
      now: Date.now,
      failed: () => {},
      draw: async (drawing) => {
        drawn.push(drawing);
        return Buffer.from('a picture');
      },
    });
    const [one, two] = await Promise.all([charts.png(chart, reader, 'light'), charts.png(chart, reader, 'light')]);
    expect(one).toBe(two);
    expect(await readFile(one ?? '', 'utf8')).toBe('a picture');
    expect(await charts.png(chart, { ...reader, language: 'en' }, 'light')).not.toBe(one);
    expect(drawn.map(({ title }) => title)).toEqual(['错误率', 'errors']);
    expect(drawn[0]?.series[0]?.points).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(drawn[0]?.series[0]?.name).not.toContain('\u202e');
    expect(readdirSync(join(folder, 'made'))).toHaveLength(2);
  });

  test('that fail are no picture, and why is told', async () => {
    const why: string[] = [];
    const charts = openCharts({
      folder,
      now: Date.now,
      failed: (words) => why.push(words),
      draw: () => Promise.reject(new Error('broken')),
    });
    expect(await charts.png(chart, reader, 'dark')).toBeUndefined();
    expect(why).toEqual(['broken']);
  });
});
