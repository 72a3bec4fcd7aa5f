import { describe, expect, test } from 'vitest';
import { outside } from '../../../../src/actions/text.ts';
import { formOf, type MessageForm } from '../../../../src/bot/platforms/dingtalk/message-form.ts';
import type { Message } from '../../../../src/handlers/message.ts';
import { draw } from '../../../emulators/dingtalk/markdown.ts';
import { hostileMessage } from '../../../handlers/language/hostile-message.ts';
import { hostileCorpus, hostileWords, unseen } from '../../../handlers/language/hostile-words.ts';
import { now, samples } from '../samples.ts';

const formIn = (
  message: Message,
  { language = 'en', plain = false, card = false }: { language?: 'en' | 'zh'; plain?: boolean; card?: boolean } = {},
): MessageForm =>
  formOf(
    message,
    {
      reader: { language, timeZone: 'Asia/Shanghai', nowMs: now },
      isOwn: (url) => url.startsWith('https://bot.example.org/'),
    },
    { plain, card },
  );

const golden = ({ title, text, buttons, whole }: MessageForm): string =>
  [
    `<!-- ${title} -->`,
    text,
    ...buttons.map(({ command, style }) => `<!-- [${command}${style ? ` ${style}` : ''}] -->`),
    ...(whole === undefined ? [] : [`<!-- answer.txt, ${whole.split('\n').length} lines -->`]),
    '',
  ].join('\n');

/** As in plain form, so nothing of it was taken for markup; and nothing calls or leads anywhere. */
function holds(message: Message, languages: readonly ('en' | 'zh')[] = ['en', 'zh']): void {
  for (const language of languages) {
    const { text } = formIn(message, { language });
    const drawn = draw(text);
    expect(drawn.faults).toEqual([]);
    expect(drawn.bare).toEqual([]);
    expect(drawn.images).toEqual([]);
    expect(drawn.links.filter(({ href }) => !href.startsWith('https://bot.example.org/'))).toEqual([]);
    expect(text.replace(/@\u2060/g, '')).not.toMatch(/@[\p{L}\p{N}]/u);
    expect(text.replaceAll('\u2060', '')).not.toMatch(/\p{Cf}|[^\P{Cc}\n]/u);
    expect(text.length).toBeLessThanOrEqual(3_500);
    const plain = formIn(message, { language, plain: true }).text.replace(/\u2060/g, '');
    // Escapes at most double it: up to here neither form was shortened more than the other.
    if (plain.length < 1_750) expect(lines(drawn.seen)).toEqual(lines(plain));
  }
}
const lines = (text: string): readonly string[] => text.split('\n').map((one) => one.trimEnd());

describe.each(Object.entries(samples))('%s', (name, message) => {
  test.each(['en', 'zh'] as const)('looks as agreed in %s', async (language) => {
    await expect(golden(formIn(message, { language }))).toMatchFileSnapshot(`golden/${name}.${language}.md`);
  });
  test('says on a card what is there in words otherwise', async () => {
    await expect(golden(formIn(message, { card: true }))).toMatchFileSnapshot(`golden/${name}.card.md`);
  });
  test('is drawn as it was meant, and nothing in it comes alive', () => holds(message));
});

const textOf = (words: string): Message => ({
  blocks: [{ type: 'text', text: { key: 'value.at', params: { value: words } } }],
});

test.each([
  ['[read me](http://evil.example)', '\\[read me\\](http:\u2060//evil.example)'],
  ['![x](http://evil.example/x.png)', '!\\[x\\](http:\u2060//evil.example/x.png)'],
  [
    '[send](dtmd://dingtalkclient/sendMessage?content=yes)',
    '\\[send\\](dtmd:\u2060//dingtalkclient/sendMessage?content=yes)',
  ],
  ['@all @所有人 look', '@\u2060all @\u2060所有人 look'],
  ['<font color=red>x</font>', '\\<font color=red\\>x\\</font\\>'],
  ['hr_data.db _x_ **b**', 'hr_data.db \\_x\\_ \\*\\*b\\*\\*'],
  ['# 1', '\\# 1'],
  ['- x', '\\- x'],
  ['1. x', '1\\. x'],
  ['200 in 41 ms, 11.8 % of 9/10', '200 in 41\u00a0ms, 11.8\u00a0% of 9/10'],
])('%s', (words, markdown) => {
  expect(formIn(textOf(words)).text).toBe(markdown);
  holds(textOf(words));
});

test('links lead to the own page and nowhere else', () => {
  const { text } = formIn(textOf('https://bot.example.org/signin/x_y https://bot.example.org.evil.cn/signin/x'));
  expect(draw(text).links.map(({ href }) => href)).toEqual(['https://bot.example.org/signin/x_y']);
});

test('what is too long is shortened by meaning: what is wrong stays, all of it comes as a file', () => {
  const findings = Array.from({ length: 200 }, (_, at) => ({
    mark: at === 150 ? ('critical' as const) : ('ok' as const),
    label: outside(`service-${at}`),
    text: outside('answers as it should and is well in every way that was looked at'),
  }));
  const form = formIn({
    blocks: [
      { type: 'heading', mark: 'critical', text: outside('zk') },
      { type: 'findings', findings },
    ],
  });
  expect(form.text.length).toBeLessThanOrEqual(3_500);
  expect(form.text).toContain('service-150');
  expect(form.text).toContain('more, all in the file');
  expect(form.whole).toContain('service-199');
});

test('one endless line is cut, whole letters only', () => {
  const form = formIn({
    blocks: Array.from({ length: 9 }, () => ({ type: 'text', text: outside('😀'.repeat(2_000)) })),
  });
  expect(form.text.length).toBeLessThanOrEqual(3_500);
  expect(form.text.isWellFormed()).toBe(true);
});

test('an empty message, table, list or block is something to see, not a crash', () => {
  expect(formIn({ blocks: [] }).text).toBe('·');
  const empty: Message = {
    blocks: [
      { type: 'findings', findings: [] },
      { type: 'facts', facts: [] },
      { type: 'table', columns: [], rows: [] },
      { type: 'steps', steps: [] },
      { type: 'buttons', buttons: [] },
      { type: 'code', text: '' },
      { type: 'chart', series: [], unit: '', alt: outside('') },
    ],
  };
  expect(formIn(empty, { language: 'zh' }).text).not.toMatch(/undefined|NaN|Infinity/);
});

test.each([...Object.entries(hostileCorpus), ['all of it', hostileWords] as const])(
  'hostile words stay words in every place: %s',
  (_, words) => {
    const { blocks } = hostileMessage(words);
    // Together they are cut; each is looked at whole.
    for (const some of [blocks, ...blocks.map((block) => [block])]) holds({ blocks: some }, ['en']);
    const { title, buttons } = formIn({ blocks }, { card: true });
    expect(title).not.toMatch(unseen);
    expect(buttons).toHaveLength(2);
  },
);

test('what stands first in a quoted line makes no list, rule or block of code', () => {
  holds({ blocks: [{ type: 'code', text: `${hostileWords}\n    indented\n---\n===\n# x\n1. y\n| a |` }] });
});
