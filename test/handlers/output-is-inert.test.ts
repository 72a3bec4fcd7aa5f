import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, type Verdict, verdicts } from '../../src/actions/report.ts';
import { outside, type Text, texts } from '../../src/actions/text.ts';
import { renderText } from '../../src/bot/platforms/terminal/render.ts';
import { examples } from '../examples.ts';
import { hostileCorpus, hostileWords, unseen } from './language/hostile-words.ts';

const say = texts('inert', { said: { en: 'it said {words}, no more', zh: '它说 {words},仅此而已' } });

/** Our own. */
const colours = new RegExp(`${String.fromCharCode(27)}\\[(?:0|1|2|31|32|33|35)m`, 'g');

/** Every place where words from outside can stand, as the block they stand in, and how the bot's own lines there begin. */
const places: Readonly<Record<string, (words: string, mark: Verdict) => { block: Block; own: RegExp }>> = {
  'a heading': (words, mark) => ({
    block: { type: 'heading', text: outside(words), mark, aside: outside(words) },
    own: /^[●▲■?] /,
  }),
  'a text of its own': (words) => ({ block: { type: 'text', text: outside(words) }, own: /^[│┆]/ }),
  'a marked text': (words, mark) => ({ block: { type: 'text', text: said(words), mark }, own: /^[●▲■?] it said\b/ }),
  'a parameter': (words) => ({ block: { type: 'text', text: said(words) }, own: /^it said\b/ }),
  'a nested text': (words) => ({
    block: { type: 'text', text: say.said({ words: said(words) }) },
    own: /^it said it said\b/,
  }),
  'a list': (words) => ({
    block: { type: 'text', text: say.said({ words: { list: [words, outside(words)] } }) },
    own: /^it said\b/,
  }),
  'a finding': (words, mark) => ({
    block: { type: 'findings', findings: [{ mark, label: outside(words), text: said(words) }] },
    own: /^[●▲■?] /,
  }),
  'a fact': (words) => ({
    block: { type: 'facts', facts: [{ label: outside(words), value: outside(words) }] },
    own: /^ {2}/,
  }),
  'a table': (words) => ({
    block: {
      type: 'table',
      columns: [outside(words), outside('n')],
      rows: [[outside(words), outside(words)], [said(words)]],
    },
    own: /^ {2}/,
  }),
  'a code block': (words) => ({ block: { type: 'code', text: words }, own: /^[│┆]/ }),
  'the title and note of a step': (words) => ({
    block: {
      type: 'steps',
      steps: [
        { title: outside(words), state: 'running', note: outside(words) },
        { title: said(words), state: 'waiting' },
      ],
    },
    own: /^ {2}/,
  }),
  'a plan': (words) => ({
    block: { type: 'steps', steps: [{ title: outside(words), state: 'waiting' }] },
    own: /^ {2}1 {2}/,
  }),
  'a chart': (words) => ({
    block: {
      type: 'chart',
      alt: said(words),
      unit: words,
      series: [
        {
          name: words,
          points: [
            [0, 1],
            [1, Number.NaN],
            [2, 3],
          ],
        },
      ],
    },
    own: /^it said\b/,
  }),
  'a file': (words) => ({ block: { type: 'file', name: words, path: words, bytes: 1 }, own: /^ {2}/ }),
  buttons: (words) => ({
    block: {
      type: 'buttons',
      buttons: [
        { label: outside(words), command: words },
        { label: said(words), command: words },
      ],
    },
    own: /^(Next:|\[it said\b| {2})/,
  }),
  'a private input': (words) => ({
    block: { type: 'private-input', label: said(words), ref: words },
    own: /^it said\b/,
  }),
};

const said = (words: string): Text => say.said({ words: outside(words) });

/** What is wrong with how a block came out: controls, or a line that begins otherwise than the bot's own. */
function faultsOf(block: Block, own: RegExp, width: number | undefined, colour: boolean): string[] {
  const options = { language: 'en', timeZone: 'UTC', nowMs: 0, width, colour } as const;
  const shown = renderText({ blocks: [block] }, options);
  const plain = colour ? shown.replace(colours, '') : shown;
  const strays = plain.split('\n').filter((line) => !own.test(line) && !/^( {2}|$)/.test(line));
  return [
    ...(unseen.test(plain) ? ['control characters'] : []),
    ...strays.map((line) => `stray line: ${line.slice(0, 80)}`),
  ];
}

describe.each(Object.entries(places))('hostile words in %s', (_, place) => {
  test.each(Object.entries(hostileCorpus))('stay there and do nothing: %s', (__, words) => {
    for (const colour of [false, true])
      for (const width of [undefined, 100, 30]) {
        const { block, own } = place(words, 'ok');
        expect(faultsOf(block, own, width, colour)).toEqual([]);
      }
  });

  test('stay there however they are put together', () => {
    const piece = fc.oneof(
      fc.constantFrom(...Object.values(hostileCorpus)),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\n', '\r', '\u001b', ' '),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...verdicts),
        fc.constantFrom(undefined, 100, 30),
        fc.boolean(),
        (pieces, mark, width, colour) => {
          const { block, own } = place(pieces.join(''), mark);
          expect(faultsOf(block, own, width, colour)).toEqual([]);
        },
      ),
      { numRuns: examples(240) },
    );
  });

  test('take no time and little room when there are 10 MB of them', () => {
    for (const words of ['x'.repeat(10_000_000), `${hostileWords}\n`.repeat(8_000)]) {
      const { block, own } = place(words, 'critical');
      expect(faultsOf(block, own, 100, true)).toEqual([]);
      const shown = renderText({ blocks: [block] }, { language: 'zh', timeZone: 'UTC', width: 100, colour: false });
      expect(shown.length).toBeLessThan(400_000);
    }
  });
});

test('every kind of block was tried', () => {
  const tried = new Set(Object.values(places).map((place) => place('x', 'ok').block.type));
  const all: Readonly<Record<Block['type'], true>> = {
    heading: true,
    text: true,
    findings: true,
    facts: true,
    table: true,
    code: true,
    steps: true,
    chart: true,
    file: true,
    buttons: true,
    'private-input': true,
  };
  expect(tried).toEqual(new Set(Object.keys(all)));
});

test('a word that reaches a terminal untouched would be found', () => {
  expect(unseen.test('a\u001b[31mb')).toBe(true);
  expect('\u001b[8m'.replace(colours, '')).toMatch(unseen);
});
