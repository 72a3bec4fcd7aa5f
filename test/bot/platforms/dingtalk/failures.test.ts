import { expect, test } from 'vitest';
import { DingTalkError, refusalOf } from '../../../../src/bot/platforms/dingtalk/failures.ts';

const forWhom = { afterMs: 60_000, scope: 'platform' };

test.each([
  [0, 'ECONNREFUSED', { retry: 'later', maybeShown: false }],
  [0, 'ECONNRESET', { retry: 'later', maybeShown: true }],
  [502, '', { retry: 'later', maybeShown: true }],
  [200, '-1', { retry: 'later', maybeShown: true }],
  [403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', { retry: 'later', afterMs: 2_000 }],
  [429, 'TooManyRequests', { retry: 'later', afterMs: 2_000 }],
  [200, '410100', { retry: 'later', afterMs: 60_000 }],
  [401, 'InvalidAuthentication', { retry: 'later', ...forWhom }],
  [401, 'authFailed', { retry: 'later', ...forWhom }],
  [403, 'Forbidden.AccessDenied.AccessTokenPermissionDenied', { retry: 'plain' }],
  [200, '460101', { retry: 'plain' }],
  [400, 'invalidParameter.msgParam.tooLong', { retry: 'plain' }],
  [200, '400013', { retry: 'never' }],
  [400, 'invalidStaffId', { retry: 'never' }],
  [400, 'invalidParameter.openConversationId.notExist', { retry: 'never' }],
])('%i %s', (status, code, expected) => {
  expect(refusalOf(new DingTalkError({ status, code, message: '' }))).toMatchObject({ posted: false, ...expected });
});

test.each([
  [400, 'invalidClientIdOrSecret', true],
  [401, 'whatever it says', true],
  [403, 'Forbidden.AccessDenied.IpNotInWhiteList', false],
  [503, '', false],
])('with the secret, %i %s says that the app is wrong: %s', (status, code, isWrong) => {
  const error = DingTalkError.asApp(new DingTalkError({ status, code, message: '' }));
  expect(error instanceof DingTalkError && error.isWrongApp).toBe(isWrong);
});

test('what is no refusal is a bug, and thrown', () => {
  expect(() => refusalOf(new TypeError('x'))).toThrow(TypeError);
});
