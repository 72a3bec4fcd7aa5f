import { expect, test } from 'vitest';
import { nearest } from '../../../src/handlers/dispatch/suggest.ts';

const names = [
  'restart',
  'start',
  'stop',
  'status',
  'health',
  'llm',
  'backend',
  '重启',
  '停止',
  '大模型服务',
  'teaching',
];

test.each([
  ['lm', 'llm'],
  ['lmm', 'llm'],
  ['sotp', 'stop'],
  ['restrat', 'restart'],
  ['helth', 'health'],
  ['ＨＥＡＬＴ', 'health'],
  ['重起', '重启'],
  ['大模形服务', '大模型服务'],
  ['back', 'backend'],
  ['大模', '大模型服务'],
])('%s is most like %s', (word, suggestion) => {
  expect(nearest(word, names)).toBe(suggestion);
});

test.each(['', 'x', 'xyzzy', '不', '谢谢', 'st', 'x'.repeat(4_000), '__proto__'])('%s is like none', (word) => {
  expect(nearest(word, names)).toBeUndefined();
});

test('of two as near, the first is suggested', () => {
  expect(nearest('llx', ['llm', 'lly'])).toBe('llm');
});
