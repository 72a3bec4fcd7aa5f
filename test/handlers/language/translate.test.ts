import { afterEach, describe, expect, test, vi } from 'vitest';
import { outside, type Text, type TextParam, texts } from '../../../src/actions/text.ts';
import type { Reader } from '../../../src/handlers/language/reader.ts';
import { translate } from '../../../src/handlers/language/translate.ts';

const nowMs = Date.parse('2025-11-21T03:12:08+08:00');
const en: Reader = { language: 'en', timeZone: 'Asia/Shanghai', nowMs };
const zh: Reader = { ...en, language: 'zh' };

const say = texts('test', {
  value: { en: '{value}', zh: '{value}' },
  inside: { en: 'in {value} or so', zh: '约 {value} 之后' },
  well: { en: "it's well", zh: '一切正常' },
  checks: {
    en: '{count, plural, one {# check} other {# checks}} of {all, number}',
    zh: '共 {all, number} 项,{count, plural, other {# 项}}正常',
  },
  state: {
    en: '{state, select, up {it runs} other {it is {state}}}',
    zh: '{state, select, up {运行中} other {状态{state}}}',
  },
  angle: { en: '<n> of <b>{value}</b>', zh: '<n>,<b>{value}</b>' },
});
const both = (text: Text): [string, string] => [translate(text, en), translate(text, zh)];

test.each<[what: string, value: TextParam, english: string, chinese: string]>([
  ['a name', 'llm', 'llm', 'llm'],
  ['a port, process id or run as it is', 41_270, '41270', '41270'],
  ['a fraction without its tail', 0.1 + 0.2, '0.3', '0.3'],
  ['a moment today', { atMs: nowMs - 60_000 }, '03:11:08 CST', '03:11:08 CST'],
  ['a moment of another day', { atMs: nowMs - 86_400_000 }, '20 Nov 03:12:08 CST', '11月20日 03:12:08 CST'],
  [
    'a moment of another year',
    { atMs: Date.parse('2024-03-01T00:00:00Z') },
    '1 Mar 2024 08:00:00 CST',
    '2024年3月1日 08:00:00 CST',
  ],
  ['an age', { atMs: nowMs - 200_000, as: 'age' }, '3 min ago', '3 分钟前'],
  ['a duration', { durationMs: 130_000 }, '2 min 10 s', '2 分 10 秒'],
  ['a size', { bytes: 39_845_888 }, '38 MB', '38 MB'],
  ['a list', { list: ['a', 'b', 'c'] }, 'a, b and c', 'a、b 和 c'],
  ['a choice', { list: ['Bob', outside('陈伟')], joined: 'or' }, 'Bob or 陈伟', 'Bob 或陈伟'],
  ['a list of texts', { list: [say.well(), say.value({ value: 1 })] }, "it's well and 1", '一切正常和 1'],
  ['an empty list', { list: [] }, '—', '—'],
  ['another text', say.well(), "it's well", '一切正常'],
  ['words from outside, inert', outside('a\u001b[31mb\nc'), 'ab⏎c', 'ab⏎c'],
  ['a string, inert too', '● fine\n■ fine', '· fine⏎· fine', '· fine⏎· fine'],
])('%s', (_, value, english, chinese) => {
  expect(both(say.value({ value }))).toEqual([english, chinese]);
});

test('groups what is counted and takes the plural of the language', () => {
  expect(both(say.checks({ count: 1, all: 12_345 }))).toEqual(['1 check of 12,345', '共 12,345 项,1 项正常']);
  expect(both(say.checks({ count: 1_200, all: 2_000 }))).toEqual(['1,200 checks of 2,000', '共 2,000 项,1,200 项正常']);
});

test('selects by a word and keeps angle brackets', () => {
  expect(both(say.state({ state: 'up' }))).toEqual(['it runs', '运行中']);
  expect(both(say.state({ state: 'odd' }))).toEqual(['it is odd', '状态 odd']);
  expect(both(say.angle({ value: 1 }))).toEqual(['<n> of <b>1</b>', '<n>,<b>1</b>']);
});

test('sets Chinese as Chinese is set, but never inside what came from outside', () => {
  const inside = (value: TextParam): string => translate(say.inside({ value }), zh);
  expect(inside({ durationMs: 5_000 })).toBe('约 5 秒之后');
  expect(inside('llm')).toBe('约 llm 之后');
  expect(inside('大模型')).toBe('约大模型之后');
  expect(inside('/opt/HR人事/备份 1')).toBe('约 /opt/HR人事/备份 1 之后');
  expect(inside('x\uffffy')).toBe('约 x\ufffdy 之后');
});

test('a text from outside comes out inert and on one line', () => {
  expect(both(outside('a\r\n● b\u202e'))).toEqual(['a⏎· b', 'a⏎· b']);
});

describe('a text the catalogue lacks, or a parameter it was not given', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('throws in tests', () => {
    expect(() => translate({ key: 'test.absent' }, en)).toThrow('no text is called test.absent');
    expect(() => translate(say.value(), en)).toThrow('value');
    expect(() => translate(say.inside({ value: { key: 'test.absent' } }), en)).toThrow('test.absent');
  });

  test('shows its key elsewhere, and the rest of the message', () => {
    vi.stubEnv('NODE_ENV', 'production');
    expect(both({ key: 'test.absent' })).toEqual(['test.absent', 'test.absent']);
    expect(translate(say.value(), en)).toBe('test.value');
    expect(translate(say.inside({ value: { key: 'test.absent' } }), en)).toBe('in test.absent or so');
  });
});
