import { describe, expect, test } from 'vitest';
import { outside } from '../../../../src/actions/text.ts';
import { formOf, type MessageForm } from '../../../../src/bot/platforms/telegram/message-form.ts';
import type { Message } from '../../../../src/handlers/message.ts';
import { parseHtml } from '../../../emulators/telegram/html.ts';
import { hostileMessage } from '../../../handlers/language/hostile-message.ts';
import { hostileCorpus, hostileWords, unseen } from '../../../handlers/language/hostile-words.ts';
import { now, samples } from '../samples.ts';
import { comesAlive } from './comes-alive.ts';

const formIn = (message: Message, language: 'en' | 'zh' = 'en', plain = false): MessageForm =>
  formOf(message, { reader: { language, timeZone: 'Asia/Shanghai', nowMs: now } }, plain);

/** The markup, then the keyboard, then how long the file is. */
const golden = ({ text, keyboard, whole }: MessageForm): string =>
  [
    text,
    ...keyboard.map((row) =>
      row.map(({ label, command, style }) => `[${label} → ${command}${style ? ` ${style}` : ''}]`).join(' '),
    ),
    ...(whole === undefined ? [] : [`+ answer.txt, ${whole.split('\n').length} lines`]),
    '',
  ].join('\n');

describe.each(Object.entries(samples))('%s', (name, message) => {
  test.each(['en', 'zh'] as const)('looks as agreed in %s', async (language) => {
    await expect(golden(formIn(message, language))).toMatchFileSnapshot(`golden/${name}.${language}.html`);
  });

  test.each([false, true])(
    'is taken by Telegram, is short enough, and nothing in it comes alive (plain %s)',
    (plain) => {
      for (const language of ['en', 'zh'] as const) {
        const form = formIn(message, language, plain);
        const { text } = form.html ? parseHtml(form.text) : form;
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThanOrEqual(4_096);
        expect(comesAlive(form)).toEqual([]);
      }
    },
  );
});

const textOf = (words: string): Message => ({
  blocks: [{ type: 'text', text: { key: 'value.at', params: { value: words } } }],
});

test.each([
  ['@alice look', '<code>@alice</code> look'],
  ['ask (@alice), then @bob.', 'ask (<code>@alice</code>), then <code>@bob</code>.'],
  ['type /restart llm', 'type <code>/restart</code> llm'],
  ['/can @me restart', '<code>/can @me</code> restart'],
  [
    'main.py in /opt/HR人事/llm, 91 % of 40 GB',
    '<code>main.py</code> in <code>/opt/HR人事/llm</code>, 91\u00a0% of 40\u00a0GB',
  ],
  ['端口 8001 无响应，日志/var/log/x.log。', '端口 8001\u00a0无响应，日志<code>/var/log/x.log</code>。'],
  ['10.0.0.12:6379 refused', '<code>10.0.0.12:6379</code> refused'],
  ['http://evil.example/x', '<code>http://evil.example/x</code>'],
  ['a < b & c > "d"', 'a &lt; b &amp; c &gt; &quot;d&quot;'],
  ['200 in 41 ms, 11.8 % of 9/10', '200 in 41\u00a0ms, 11.8\u00a0% of 9/10'],
])('%s', (words, html) => {
  expect(formIn(textOf(words)).text).toBe(html);
});

test('links lead to the own page and nowhere else', () => {
  const { text } = formOf(
    textOf('https://bot.example.org/signin/x https://bot.example.org.evil.cn/signin/x'),
    {
      reader: { language: 'en', timeZone: 'UTC', nowMs: now },
      isOwn: (url) => url.startsWith('https://bot.example.org/'),
    },
    false,
  );
  expect(text).toBe(
    '<a href="https://bot.example.org/signin/x">https://bot.example.org/signin/x</a> <code>https://bot.example.org.evil.cn/signin/x</code>',
  );
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
  expect(parseHtml(form.text).text.length).toBeLessThanOrEqual(4_096);
  expect(form.text).toContain('service-150');
  expect(form.text).toContain('more, all in the file');
  expect(form.whole).toContain('service-199');
});

test('one endless line is cut, whole letters only', () => {
  const form = formIn({
    blocks: Array.from({ length: 9 }, () => ({ type: 'text', text: outside('😀'.repeat(2_000)) })),
  });
  expect(parseHtml(form.text).text.length).toBeLessThanOrEqual(4_096);
  expect(form.text.isWellFormed()).toBe(true);
});

test('more stretches of code than Telegram keeps are not left bare', () => {
  const form = formIn(textOf('@alice '.repeat(300)));
  const form2 = formIn({
    blocks: Array.from({ length: 150 }, (_, at) => ({
      type: 'text',
      text: { key: 'value.at', params: { value: `x @user${at} y` } },
    })),
  });
  for (const each of [form, form2]) {
    expect(parseHtml(each.text).entities.length).toBeLessThanOrEqual(100);
    expect(comesAlive(each)).toEqual([]);
  }
});

test('an empty message, table, list or block is something to see, not a crash', () => {
  expect(formIn({ blocks: [] }).text).not.toBe('');
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
  expect(formIn(empty, 'zh').text).not.toMatch(/undefined|NaN|Infinity/);
  expect(parseHtml(formIn(empty).text).text).not.toBe('');
});

test.each([...Object.entries(hostileCorpus), ['all of it', hostileWords] as const])(
  'hostile words stay words in every place: %s',
  (_, words) => {
    for (const plain of [false, true]) {
      const form = formIn(hostileMessage(words), 'en', plain);
      expect(comesAlive(form)).toEqual([]);
      const { text } = form.html ? parseHtml(form.text) : form;
      const labels = form.keyboard.flat().map(({ label }) => label);
      for (const shown of [text.replaceAll('\u2060', ''), ...labels]) expect(shown).not.toMatch(unseen);
    }
  },
);
