import { expect, test } from 'vitest';
import type { Block } from '../../../src/actions/report.ts';
import { outside } from '../../../src/actions/text.ts';
import { sparkline } from '../../../src/handlers/checklists/sparkline.ts';
import { markdown } from '../../../src/handlers/reports/markdown.ts';

const reader = { language: 'zh', timeZone: 'Asia/Shanghai', nowMs: Date.UTC(2026, 10, 21, 3, 12, 8) } as const;
const one = (block: Block): string => markdown([block], reader);

test('every kind of block that says something is there as Markdown', () => {
  expect(
    markdown(
      [
        { type: 'heading', text: outside('teaching'), mark: 'critical' },
        { type: 'text', text: outside('two of three'), mark: 'warning' },
        { type: 'findings', findings: [{ mark: 'ok', label: outside('disk'), text: outside('26 %') }] },
        { type: 'facts', facts: [{ label: outside('since'), value: outside('noon') }] },
        { type: 'table', columns: [outside('a'), outside('b')], rows: [[outside('1'), outside('2')]] },
        { type: 'code', text: 'line 1\nline 2' },
        { type: 'buttons', buttons: [{ label: outside('x'), command: '/x' }] },
      ],
      reader,
    ),
  ).toBe(`## ■ teaching

▲ two of three

- ● **disk** 26 %

- since: noon

| a | b |
| --- | --- |
| 1 | 2 |

\`\`\`
line 1
line 2
\`\`\`
`);
});

test.each([
  [
    'a cell cannot end its row',
    { type: 'table', columns: [outside('a|b')], rows: [[outside('c|d\ne')]] },
    /a\\\|b[\s\S]*c\\\|d/,
  ],
  [
    'words from outside are no markup',
    { type: 'text', text: outside('**bold** [x](http://y) <b>') },
    /\\\*\\\*bold.*\\\[x\\\].*\\<b\\>/,
  ],
  ['code cannot end its fence', { type: 'code', text: 'a\n```\n# b' }, /^```\na\n'''\n# b\n```\n$/],
] as const)('%s', (_, block, shown) => {
  expect(one(block as Block)).toMatch(shown); // the table's rows are constants
});

test('a chart is a table with a sparkline, least, mean, most and last of each series, in the reader’s language', () => {
  const points = Array.from({ length: 120 }, (_, at) => [at * 60_000, at] as const);
  const shown = one({ type: 'chart', series: [{ name: 'cpu h3', points }], unit: '%', alt: outside('CPU') });
  expect(shown).toMatch(/\| 项目 \| 走势 \| 最低 \| 平均 \| 最高 \| 最新 \|/);
  expect(shown).toMatch(/\| cpu h3 \| ▁[▁-█]{38}█ \| 0 % \| 59\.5 % \| 119 % \| 119 % \|/);
});

test.each([
  ['rises', [0, 1, 2, 3, 4, 5, 6, 7], '▁▂▃▄▅▆▇█'],
  ['all alike', [5, 5, 5], '▄▄▄'],
  ['with a gap', [1, undefined, 2], '▁ █'],
  ['nothing', [], ''],
] as const)('a sparkline: %s', (_, values, letters) => {
  expect(sparkline(values)).toBe(letters);
});
