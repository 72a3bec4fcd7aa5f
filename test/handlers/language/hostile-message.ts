import { outside } from '../../../src/actions/text.ts';
import type { Message } from '../../../src/handlers/message.ts';

/** The words in every place of a message where words from outside can stand. */
export function hostileMessage(words: string): Message {
  const text = outside(words);
  return {
    blocks: [
      { type: 'heading', text, mark: 'critical', aside: text },
      { type: 'text', text },
      { type: 'text', text: { key: 'value.at', params: { value: words } }, mark: 'warning' },
      { type: 'findings', findings: [{ mark: 'critical', label: text, text }] },
      { type: 'facts', facts: [{ label: text, value: text }] },
      { type: 'table', columns: [text, text, text], rows: [[text, text, text]] },
      { type: 'table', columns: [text, text], rows: [[text, text]] },
      { type: 'code', text: words },
      { type: 'steps', steps: [{ title: text, state: 'running', note: text }] },
      { type: 'steps', steps: [{ title: text, state: 'waiting' }] },
      {
        type: 'chart',
        alt: text,
        unit: words,
        series: [
          {
            name: words,
            points: [
              [0, 1],
              [1, 2],
            ],
          },
        ],
      },
      { type: 'file', name: words, path: '/nowhere', bytes: 1 },
      {
        type: 'buttons',
        buttons: [
          { label: text, command: words, style: 'danger' },
          { label: { key: 'value.at', params: { value: words } }, command: words },
        ],
      },
      { type: 'private-input', label: text, ref: words },
    ],
  };
}
