import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Block } from '../../actions/report.ts';
import { inertLine } from '../../handlers/language/inert.ts';
import { localeOf, type Reader } from '../../handlers/language/reader.ts';
import { translate } from '../../handlers/language/translate.ts';
import { drawPng } from './draw-png.ts';
import type { Drawing } from './drawing.ts';
import { stepped } from './stepped.ts';

export type Chart = Extract<Block, { readonly type: 'chart' }>;

export interface Charts {
  /** The file of a chart's picture, drawn when it is not there yet; undefined when it cannot be drawn, which is logged. */
  png(chart: Chart, reader: Reader, theme: Drawing['theme']): Promise<string | undefined>;
}

const keptForMs = 7 * 86_400_000;
const mostFiles = 500;
/** Drawn at once; more wait, and so many at most. */
const atOnce = 1;
const mostWaiting = 20;

/** Pictures by what is on them, kept in a folder of the state. */
export function openCharts(options: {
  readonly folder: string;
  readonly now: () => number;
  readonly failed: (why: string) => void;
  readonly draw?: (drawing: Drawing) => Promise<Buffer>;
}): Charts {
  const { folder, now, failed, draw = drawPng } = options;
  const limit = pLimit(atOnce);
  const going = new Map<string, Promise<string | undefined>>();
  const make = async (drawing: Drawing, file: string): Promise<string | undefined> => {
    try {
      if ((await stat(file).catch(() => undefined)) !== undefined) return file;
      const png = await limit(() => draw(drawing));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await prune(folder, now());
      await writeFile(`${file}.tmp`, png, { mode: 0o600 });
      await rename(`${file}.tmp`, file);
      return file;
    } catch (error) {
      failed(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };
  return {
    png(chart, reader, theme) {
      const drawing = drawingOf(chart, reader, theme);
      const name = createHash('sha256').update(JSON.stringify(drawing)).digest('hex').slice(0, 32);
      const file = join(folder, `${name}.png`);
      const known = going.get(name);
      if (known !== undefined) return known;
      if (limit.pendingCount >= mostWaiting) {
        failed('too many charts at once');
        return Promise.resolve(undefined);
      }
      const made = make(drawing, file).finally(() => going.delete(name));
      going.set(name, made);
      return made;
    },
  };
}

/** Words in the reader's language, inert, and only points that are numbers. */
export function drawingOf(
  { series, unit, alt, holdsMs, thresholds = [], events = [] }: Chart,
  reader: Reader,
  theme: Drawing['theme'],
): Drawing {
  return {
    theme,
    title: inertLine(translate(alt, reader), { maxColumns: 60 }),
    unit: inertLine(unit, { maxColumns: 12 }),
    timeZone: reader.timeZone,
    locale: localeOf[reader.language],
    series: series.slice(0, 4).map(({ name, points }) => ({
      name: inertLine(name, { maxColumns: 24 }),
      points: stepped(
        points.filter(([atMs, value]) => Number.isFinite(atMs) && Number.isFinite(value)),
        holdsMs,
      ),
    })),
    thresholds: thresholds.map(({ value, label, mark }) => ({
      value,
      mark,
      label: inertLine(translate(label, reader), { maxColumns: 30 }),
    })),
    events: events.slice(0, 6).map(({ atMs, label }) => ({
      atMs,
      label: inertLine(translate(label, reader), { maxColumns: 20 }),
    })),
  };
}

async function prune(folder: string, nowMs: number): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 })); // gone meanwhile
      return { path, mtimeMs };
    }),
  );
  for (const [at, { path, mtimeMs }] of files.toSorted((a, b) => b.mtimeMs - a.mtimeMs).entries())
    if (at >= mostFiles || nowMs - mtimeMs > keptForMs) await rm(path, { force: true });
}
