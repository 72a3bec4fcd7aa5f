import { expect, test } from 'vitest';
import { makePace } from '../../../../src/bot/platforms/telegram/limits.ts';

const clock = () => {
  let nowMs = 1_000;
  return { pace: makePace(() => nowMs), pass: (ms: number) => (nowMs += ms) };
};
const group = '-1001';

test('a group is given twenty messages a minute, and edits leave room for what is said anew', () => {
  const { pace, pass } = clock();
  for (let at = 0; at < 15; at++) {
    expect(pace.take(group, 'edit').waitMs).toBe(0);
    pass(100);
  }
  expect(pace.take(group, 'edit')).toEqual({ waitMs: 58_500, scope: 'conversation' });
  for (let at = 0; at < 5; at++) expect(pace.take(group, 'post').waitMs).toBe(0);
  expect(pace.take(group, 'post')).toMatchObject({ scope: 'conversation' });
  expect(pace.take('-1002', 'post').waitMs).toBe(0);
  pass(58_500);
  expect(pace.take(group, 'post').waitMs).toBe(0);
});

test('all chats together are given no more than Telegram takes in a second', () => {
  const { pace, pass } = clock();
  for (let chat = 1; chat <= 28; chat++) expect(pace.take(String(chat), 'post').waitMs).toBe(0);
  expect(pace.take('99', 'post')).toEqual({ waitMs: 1_000, scope: 'platform' });
  pass(1_000);
  expect(pace.take('99', 'post').waitMs).toBe(0);
});
