import { expect, test } from 'vitest';
import { draw } from './markdown.ts';

test.each([
  ['**bold** and [here](http://x.example/a)', 'bold and here', ['http://x.example/a'], []],
  ['\\*\\*not bold\\*\\* \\[a\\](b)', '**not bold** [a](b)', [], []],
  ['# head  \n> quoted', 'head\nquoted', [], []],
  ['<font color=red>x</font>', 'x', [], ['HTML <font color=red>', 'HTML </font>']],
  ['a *b* c', 'a b c', [], ['emphasis']],
  ['```\nx\n```', '```\nx\n```', [], ['a fence of code']],
  ['| a | b |', '| a | b |', [], ['a table']],
])('%j is seen as %j', (markdown, seen, links, faults) => {
  const drawn = draw(markdown);
  expect([drawn.seen, drawn.links.map(({ href }) => href), drawn.faults]).toEqual([seen, links, faults]);
});
