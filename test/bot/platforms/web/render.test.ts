import { describe, expect, test } from 'vitest';
import { outside } from '../../../../src/actions/text.ts';
import { renderHtml } from '../../../../src/bot/platforms/web/render.ts';
import type { Message } from '../../../../src/handlers/message.ts';
import { nextBlocks } from '../../../../src/handlers/messages.ts';
import { now, samples } from '../samples.ts';

const shown = (message: Message, language: 'en' | 'zh', buttons: 'send' | 'open' = 'send'): string =>
  String(
    renderHtml(message, {
      reader: { language, timeZone: 'Asia/Shanghai', nowMs: now },
      buttons,
      fileAt: (block) => `/files/7/${block}`,
    }),
  );

/** A line per element, so that a golden file can be read. */
const lines = (html: string): string =>
  `${html.replaceAll(/(?<=>)(?=<(?:p|ul|ol|li|dl|div|table|thead|tbody|tr|pre|figure|svg)\b)/g, '\n')}\n`;

describe.each(Object.entries(samples))('%s', (name, message) => {
  test.each(['en', 'zh'] as const)('in %s', async (language) => {
    await expect(lines(shown(message, language))).toMatchFileSnapshot(`golden/${name}.${language}.html`);
  });
});

test('every button says its command, typed or as a link to the chat', () => {
  const message: Message = { blocks: nextBlocks(['/restart llm', '/abandon 7 "why"']) };
  expect(shown(message, 'en')).toContain('data-command="/restart llm"');
  expect(shown(message, 'en')).toContain('data-command="/abandon 7 &quot;why&quot;"');
  expect(shown(message, 'en', 'open')).toContain('href="/?type=%2Frestart%20llm"');
});

test('a button that is for others is not shown to a reader', () => {
  const yes = { label: outside('Approve'), command: '/approve 7F3KQ2', readers: ['alice'] };
  const message: Message = {
    blocks: [{ type: 'buttons', buttons: [yes, { label: outside('Look'), command: '/look' }] }],
  };
  const seenBy = (me: string): string =>
    String(renderHtml(message, { reader: { language: 'en', timeZone: 'UTC' }, buttons: 'send', me }));
  expect(seenBy('alice')).toContain('/approve 7F3KQ2');
  expect(seenBy('bob')).not.toContain('/approve');
  expect(seenBy('bob')).toContain('/look');
});

test.each([
  ['llm is back · run 2041', 'run <a href="/runs/2041">2041</a>'],
  ['已恢复 · 运行 2041', '运行 <a href="/runs/2041">2041</a>'],
  ['rerun 2041 or run 20.5', 'rerun 2041 or run 20.5'],
  ['run 1234567890', 'run 1234567890'],
])('%s', (words, html) => {
  const text = { key: 'value.at', params: { value: words } };
  expect(shown({ blocks: [{ type: 'text', text }] }, 'en')).toContain(html);
});

test('a command in Chinese stays in one piece on a narrow screen, a long path does not', () => {
  const facts = [{ label: outside('x'), value: outside('/备份 · /校验备份 /tmp/x') }];
  expect(shown({ blocks: [{ type: 'facts', facts }] }, 'zh')).toContain(
    '<span class="together">/备份</span> · <span class="together">/校验备份</span> /tmp/x',
  );
});

test('words from outside lead nowhere', () => {
  const html = shown({ blocks: [{ type: 'text', text: outside('run 2041 http://evil.example') }] }, 'en');
  expect(html).toContain('evil.example');
  expect(html).not.toContain('<a');
});

test('an empty message, table, list or block is nothing, not a crash', () => {
  expect(shown({ blocks: [] }, 'en')).toBe('');
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
  expect(shown(empty, 'zh')).not.toMatch(/undefined|NaN|Infinity/);
});
