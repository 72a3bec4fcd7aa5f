import { describe, expect, test } from 'vitest';
import { outside } from '../../../../src/actions/text.ts';
import { wantsColour } from '../../../../src/bot/platforms/terminal/paint.ts';
import { renderText } from '../../../../src/bot/platforms/terminal/render.ts';
import { width } from '../../../../src/handlers/language/width.ts';
import type { Message } from '../../../../src/handlers/message.ts';
import { now, samples } from '../samples.ts';

const shown = (message: Message, language: 'en' | 'zh', columns?: number, colour = false): string =>
  renderText(message, { language, timeZone: 'Asia/Shanghai', nowMs: now, width: columns, colour });

describe.each(Object.entries(samples))('%s', (name, message) => {
  test.each(['en', 'zh'] as const)('looks as agreed in %s', async (language) => {
    await expect(`${shown(message, language, 100)}\n`).toMatchFileSnapshot(`golden/${name}.${language}.txt`);
  });

  test.each([100, 60, 36])('never writes past column %i', (columns) => {
    for (const language of ['en', 'zh'] as const)
      for (const line of shown(message, language, columns).split('\n'))
        expect(width(line)).toBeLessThanOrEqual(columns);
  });

  test('says the same without colour', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours are what is taken away
    expect(shown(message, 'en', 100, true).replace(/\u001b\[\d+m/g, '')).toBe(shown(message, 'en', 100));
  });
});

test('on a phone, in colour and unwrapped into a pipe it looks as agreed', async () => {
  const message = samples['health-critical']!; // among the samples above
  await expect(`${shown(message, 'zh', 40)}\n`).toMatchFileSnapshot('golden/health-critical.narrow.txt');
  await expect(`${shown(message, 'en')}\n`).toMatchFileSnapshot('golden/health-critical.piped.txt');
  await expect(`${shown(message, 'en', 100, true)}\n`).toMatchFileSnapshot('golden/health-critical.colour.txt');
  await expect(`${shown(samples['table-and-chart']!, 'en', 36)}\n`).toMatchFileSnapshot(
    'golden/table-and-chart.narrow.txt',
  );
});

test.each([
  [true, undefined, true],
  [true, '', true],
  [true, '1', false],
  [true, '0', false],
  [false, undefined, false],
])('colour on a terminal %s with NO_COLOR %j: %s', (isTty, noColor, expected) => {
  expect(wantsColour(isTty, noColor)).toBe(expected);
});

test('a heading without its verdict in words gets the word, one that is well does not', () => {
  const heading = (mark: 'ok' | 'critical', words: string): string =>
    shown({ blocks: [{ type: 'heading', mark, text: outside(words) }] }, 'en');
  expect(heading('critical', 'llm is gone')).toBe('■ critical · llm is gone');
  expect(heading('critical', 'llm · Critical')).toBe('■ llm · Critical');
  expect(heading('ok', 'llm is back')).toBe('● llm is back');
});

test('every heading but the first stands off from what is above', () => {
  const heading = (words: string) => ({ type: 'heading', text: outside(words) }) as const;
  expect(shown({ blocks: [heading('zk'), heading('teaching')] }, 'en')).toBe('zk\n\nteaching');
});

test('an empty message, table, list or block is nothing, not a crash', () => {
  expect(shown({ blocks: [] }, 'en', 80)).toBe('');
  const empty: Message = {
    blocks: [
      { type: 'findings', findings: [] },
      { type: 'facts', facts: [] },
      { type: 'table', columns: [], rows: [] },
      { type: 'steps', steps: [] },
      { type: 'buttons', buttons: [] },
      { type: 'code', text: '' },
    ],
  };
  expect(shown(empty, 'en', 80).trim()).toBe('│');
});
