import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean } from '../../../src/handlers/dispatch/clean.ts';
import { examples } from '../../examples.ts';
import { typedText } from './typed-text.ts';

describe('cleaning makes ordinary', () => {
  test.each([
    ['full-width letters and slash', '／ＨＥＡＬＴＨ', '/HEALTH'],
    ['the ideographic space', '/重启　大模型', '/重启 大模型'],
    ['a full stop at the end', '/健康。', '/健康'],
    ['the mark a Chinese keyboard gives for /', '、健康 教学、大模型', '/健康 教学/大模型'],
    ['spaces of every width, and too many of them', '  /health\u00a0 \u2003teaching\u202f ', '/health teaching'],
    ['line breaks and tabs', '/health\n\tteaching\r\n', '/health teaching'],
    ['characters nobody sees', '/he\u200balth\ufeff tea\u00adching\u2060', '/health teaching'],
    ['characters that turn the writing round', '/restart \u202ellm\u202c', '/restart llm'],
    ['a variation selector behind a letter', '/health\ufe0f', '/health'],
    ['smart double quotes', '/freeze “out of hours”', '/freeze "out of hours"'],
    ['quotes that lean the wrong way', '/freeze ”out of hours“', '/freeze "out of hours"'],
    ['quotes of two kinds', '/freeze “out of hours"', '/freeze "out of hours"'],
    ['full-width quotes', '/freeze ＂out of hours＂', '/freeze "out of hours"'],
    ['smart single quotes', '/freeze ‘out of hours’', "/freeze 'out of hours'"],
    ['quotes glued to their neighbours', '/冻结“有风险”教学', '/冻结 "有风险" 教学'],
    ['an option in full width', '/restart llm override＝“the fourth one”', '/restart llm override="the fourth one"'],
    ['an apostrophe', '/logs bob’s', "/logs bob's"],
    [
      'a link a platform made of a name',
      '/health <http://teaching.example|teaching.example>',
      '/health teaching.example',
    ],
    ['a link without a label', '/health <https://teaching.example/x>', '/health https://teaching.example/x'],
    ['a telephone number that was a run', '/run <tel:2041|2041>', '/run 2041'],
    ['an address', '/can <mailto:bob@example.org>', '/can bob@example.org'],
    ['a mention as Slack writes it', '/can <@U0BOB|bob> restart llm', '/can @U0BOB restart llm'],
    ['the bot named behind the command', '/health@zhiban_bot teaching', '/health teaching'],
    ['the bot mentioned first', '@zhiban_bot /health', '/health'],
    ['the bot mentioned first, with a colon', '@值班: 健康', '健康'],
    ['the bot mentioned first, as Slack writes it', '<@U0BOT> /health', '/health'],
    ['code ticks', '`/restart llm`', '/restart llm'],
    ['a code block', '```\n/restart llm\n```', '/restart llm'],
    ['code ticks around one word', '/restart `llm`', '/restart llm'],
    ['dashes a keyboard put in', '/logs nginx–error', '/logs nginx-error'],
    ['letters in two code points', '/freeze cafe\u0301', '/freeze caf\u00e9'],
  ])('%s', (_, typed, cleaned) => {
    expect(clean(typed)).toBe(cleaned);
  });
});

describe('cleaning leaves alone', () => {
  test.each([
    ['what is ordinary', '/logs teaching errors 1h override="x  y"'],
    ['full-width letters in quotes', '/logs search "ＥＲＲＯＲ　１"'],
    ['ticks, links and mentions in quotes', '/freeze "`rm` <http://x|y> @all /health@zhiban_bot"'],
    ['a quotation inside a quotation', '/freeze “he said "no"”'],
    ['「」 and 『』', '/freeze 「a “b” c」 『d』'],
    ['a mention that is not the first word', '/can @bob restart llm'],
    ['a name that does not end in bot', '/health@work'],
    ['a backslash', '/logs search "C:\\temp\\"'],
    ['control characters, for the parser to refuse', '/health\u0000\u001b[31m'],
  ])('%s', (_, typed) => {
    expect(clean(typed)).toBe(typed);
  });

  test('spaces in quotes', () => {
    expect(clean('/freeze   “a   b”  ')).toBe('/freeze "a   b"');
  });
});

test('cleaning twice is cleaning once', () => {
  fc.assert(
    fc.property(typedText, (typed) => {
      const once = clean(typed);
      expect(clean(once)).toBe(once);
    }),
    { numRuns: examples(5_000) },
  );
});
