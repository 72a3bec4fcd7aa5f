import type { Block, Verdict } from '../../../actions/report.ts';
import { stepMarks, verdictMarks } from '../../../handlers/language/marks.ts';
import type { Reader } from '../../../handlers/language/reader.ts';
import { translate } from '../../../handlers/language/translate.ts';
import { type Html, html } from './html.ts';

/** The shape with the word as its name, for those who do not see it. */
export const markOf = (mark: Verdict, reader: Reader): Html =>
  html`<span class="mark" role="img" aria-label="${translate(verdictMarks[mark].word, reader)}">${verdictMarks[mark].shape}</span>`;

type Steps = Extract<Block, { readonly type: 'steps' }>['steps'];

/** A plan not begun is a numbered list; one on its way shows what every step is at. */
export function stepList(steps: Steps, reader: Reader): Html {
  const begun = steps.some(({ state }) => state !== 'waiting');
  const items = steps.map(({ title, state, note }) => {
    const { shape, word } = stepMarks[state];
    const mark =
      begun &&
      html`<span class="mark" aria-hidden="true">${shape}</span><span class="state">${translate(word, reader)}</span>`;
    return html`<li class="${state}">${mark}<span class="said">${translate(title, reader)}${note && html` <span class="note">· ${translate(note, reader)}</span>`}</span></li>`;
  });
  return html`<ol class="steps${begun && ' begun'}">${items}</ol>`;
}
