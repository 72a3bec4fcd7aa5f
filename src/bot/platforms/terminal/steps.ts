import type { Block } from '../../../actions/report.ts';
import { stepMarks } from '../../../handlers/language/marks.ts';
import { pad, width } from '../../../handlers/language/width.ts';
import { type Canvas, hang } from './canvas.ts';
import { stepStyles } from './paint.ts';

type Steps = Extract<Block, { readonly type: 'steps' }>['steps'];

/** A plan not begun is a numbered list; one on its way shows what every step is at. */
export function stepLines(steps: Steps, canvas: Canvas): string[] {
  const begun = steps.some(({ state }) => state !== 'waiting');
  const words = steps.map(({ state }) => canvas.say(stepMarks[state].word));
  const wordWidth = Math.max(0, ...words.map(width));
  const numberWidth = String(steps.length).length;
  return steps.flatMap(({ title, state, note }, at) => {
    const number = `  ${String(at + 1).padStart(numberWidth)}  `;
    const said = note === undefined ? canvas.say(title) : `${canvas.say(title)} · ${canvas.say(note)}`;
    if (!begun) return hang(canvas, number, width(number), said);
    const mark = `${stepMarks[state].shape} ${pad(words[at] ?? '', wordWidth)}`;
    const first = `${number}${canvas.paint(stepStyles[state], mark)}  `;
    return hang(canvas, first, width(`${number}${mark}  `), said);
  });
}
