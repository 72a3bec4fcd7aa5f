import { drawingOf } from '../../src/bot/charts/charts.ts';
import { drawSvg } from '../../src/bot/charts/draw-svg.ts';
import { type Html, html } from '../../src/bot/platforms/web/html.ts';
import { inertLine } from '../../src/handlers/language/inert.ts';
import type { Reader } from '../../src/handlers/language/reader.ts';
import type { Message } from '../../src/handlers/message.ts';

/** How it is looked at. */
export interface Look {
  readonly reader: Reader;
  readonly theme: 'light' | 'dark';
}

/** The pictures and files that come with a message: charts as they are drawn, and all of it where it was shortened. */
export function attachments(
  message: Message,
  whole: string | undefined,
  { reader, theme }: Look,
  nameThere: (name: string) => string = (name) => name,
): readonly Html[] {
  const own = message.blocks.flatMap((block) => {
    if (block.type === 'file') return [file(nameThere(block.name), block.bytes)];
    if (block.type !== 'chart') return [];
    const svg = Buffer.from(drawSvg(drawingOf(block, reader, theme))).toString('base64');
    return [html`<img class="chart" alt="" src="data:image/svg+xml;base64,${svg}">`];
  });
  return whole === undefined ? own : [...own, file(nameThere('answer.txt'), Buffer.byteLength(whole))];
}

const file = (name: string, bytes: number): Html =>
  html`<div class="file"><span class="paper"></span><span class="name">${inertLine(name)}</span><span class="size">${Math.max(1, Math.round(bytes / 1024))} KB</span></div>`;
