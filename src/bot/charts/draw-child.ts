// The drawing process: a Drawing as JSON on stdin, the path of the font as its argument, a PNG on stdout.
import { Console } from 'node:console';
import { Resvg } from '@resvg/resvg-js';
import { drawSvg, fontFamily } from './draw-svg.ts';
import { chartScale, chartWidth, type Drawing } from './drawing.ts';

// Warnings of what draws would stand within the picture.
globalThis.console = new Console(process.stderr);

const [font = ''] = process.argv.slice(2);
let words = '';
process.stdin.setEncoding('utf8');
for await (const chunk of process.stdin) words += String(chunk);
const svg = drawSvg(JSON.parse(words) as Drawing); // written by the process that started this one
const picture = new Resvg(svg, {
  fitTo: { mode: 'width', value: chartWidth * chartScale },
  font: { fontFiles: [font], loadSystemFonts: false, defaultFontFamily: fontFamily, sansSerifFamily: fontFamily },
}).render();
process.stdout.write(picture.asPng());
