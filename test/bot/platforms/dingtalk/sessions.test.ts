import { expect, test } from 'vitest';
import { makeSessions } from '../../../../src/bot/platforms/dingtalk/sessions.ts';

const group = (space: string) => ({ platform: 'dingtalk', tenant: 'ding1', space });
const url = (session: string) => `https://oapi.dingtalk.com/robot/sendBySession?session=${session}`;
const opened = () => {
  let nowMs = 0;
  const sessions = makeSessions('https://oapi.dingtalk.com', () => nowMs);
  return { sessions, at: (ms: number) => (nowMs = ms) };
};

test('an address to answer by is used until shortly before it ends, the newest of a conversation first', () => {
  const { sessions, at } = opened();
  sessions.remember(group('a'), { url: url('1'), expiresAtMs: 100_000 });
  sessions.remember(group('a'), { url: url('2'), expiresAtMs: 200_000 });
  expect([sessions.of(group('a')), sessions.of(group('b'))]).toEqual([url('2'), undefined]);
  at(169_000);
  expect(sessions.of(group('a'))).toBe(url('2'));
  at(171_000);
  expect(sessions.of(group('a'))).toBeUndefined();
});

test.each([
  ['elsewhere', 'https://evil.example/robot/sendBySession?session=1'],
  ['below another name', 'https://oapi.dingtalk.com.evil.example/robot/sendBySession?session=1'],
  ['without encryption', 'http://oapi.dingtalk.com/robot/sendBySession?session=1'],
  ['that is none', 'robot/sendBySession'],
])('an address %s is never used', (_, address) => {
  const { sessions } = opened();
  sessions.remember(group('a'), { url: address, expiresAtMs: 100_000 });
  expect(sessions.of(group('a'))).toBeUndefined();
});

test('only so many are remembered: the oldest goes first', () => {
  const { sessions } = opened();
  for (let at = 0; at <= 2_000; at++) sessions.remember(group(`g${at}`), { url: url(`${at}`), expiresAtMs: 100_000 });
  expect([sessions.of(group('g0')), sessions.of(group('g1'))]).toEqual([undefined, url('1')]);
});
