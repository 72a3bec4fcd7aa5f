import { expect, test } from 'vitest';
import { isSecretPlace } from '../../../../src/bot/config/secret.ts';
import { dingtalkSpec } from '../../../../src/bot/platforms/dingtalk/dingtalk-spec.ts';

test.each([
  [{ clientId: 'ding1', clientSecret: { env: 'S' } }, true],
  [
    {
      clientId: 'ding1',
      clientSecret: { file: '/etc/zhiban/dingtalk' },
      robotCode: 'ding1',
      cardTemplateId: 'x.schema',
    },
    true,
  ],
  [
    { clientId: 'ding1', clientSecret: { env: 'S' }, apiUrl: 'https://api.dingtalk.io', oapiUrl: 'http://127.0.0.1:1' },
    true,
  ],
  [{ clientId: 'ding1', clientSecret: 'the secret itself' }, false],
  [{ clientSecret: { env: 'S' } }, false],
  [{ clientId: 'ding1', clientSecret: { env: 'S' }, appKey: 'x' }, false],
  [{ clientId: 'ding1', clientSecret: { env: 'S' }, apiUrl: 'ftp://x' }, false],
])('%j is taken: %s', (spec, taken) => {
  expect(dingtalkSpec.safeParse(spec).success).toBe(taken);
});

test('its secrets are read as secrets, so they are masked everywhere', () => {
  expect(isSecretPlace(['platforms', 'dingtalk', 'clientSecret'])).toBe(true);
  expect(isSecretPlace(['platforms', 'dingtalk', 'robots', 'ops', 'token'])).toBe(true);
});
