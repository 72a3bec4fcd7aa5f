import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, pad, shorten, width, wrap } from '../../../src/handlers/language/width.ts';

test.each([
  ['llm', 3],
  ['大模型', 6],
  ['● ok', 4],
  ['e\u0301', 1],
  ['👨‍👩‍👧', 2],
  ['', 0],
])('%j takes %i columns', (text, columns) => {
  expect(width(text)).toBe(columns);
});

test('pads by columns, not by characters', () => {
  expect(pad('大模型', 8)).toBe('大模型  ');
  expect(pad('198', 5, 'right')).toBe('  198');
  expect(pad('longer', 3)).toBe('longer');
});

test('shortens at the end, never through a character', () => {
  expect(shorten('大模型服务', 7)).toBe('大模型…');
  expect(shorten('大模型服务', 6)).toBe('大模…');
  expect(shorten('llm', 3)).toBe('llm');
  expect(shorten('llm', 0)).toBe('');
});

test('clips in the middle and says how much went', () => {
  expect(clip(`start ${'x'.repeat(100)} end`, 40)).toBe('start xxxxxxxxx …(+80)… xxxxxxxxxxx end');
  expect(clip('short', 40)).toBe('short');
});

test.each([
  ['words stay whole', 'The connection broke after', 14, ['The connection', 'broke after']],
  ['Chinese breaks between its words, not before a comma', '进程已退出,被系统终止', 12, ['进程已退出,', '被系统终止']],
  [
    'a path stays whole, Chinese letters and all',
    'see /opt/HR人事/hr.db, then',
    18,
    ['see', '/opt/HR人事/hr.db,', 'then'],
  ],
  ['an opening bracket goes with what it opens', '备份失败(原因未知)', 10, ['备份失败', '(原因未知)']],
  ['a word too long is cut', 'x'.repeat(25), 10, ['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)]],
  ['nothing is one empty line', '', 10, ['']],
])('%s', (_, text, columns, lines) => {
  expect(wrap(text, columns)).toEqual(lines);
});

describe('whatever the text', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 200 });
  /** Some single characters (notes with their stems) are three columns wide. */
  const columns = fc.integer({ min: 8, max: 60 });

  test('nothing is wider than asked, and wrapping loses nothing but spaces', () => {
    fc.assert(
      fc.property(text, columns, (words, limit) => {
        for (const line of wrap(words, limit)) expect(width(line)).toBeLessThanOrEqual(limit);
        expect(width(shorten(words, limit))).toBeLessThanOrEqual(limit);
        expect(width(clip(words, limit))).toBeLessThanOrEqual(limit);
        if (!/\s/u.test(words)) expect(wrap(words, limit).join('')).toBe(words);
        else expect(wrap(words, limit).join('').replace(/\s/gu, '')).toBe(words.replace(/\s/gu, ''));
      }),
    );
  });
});
