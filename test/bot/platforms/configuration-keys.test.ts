import { expect, test } from 'vitest';
import { dingtalkSpec } from '../../../src/bot/platforms/dingtalk/dingtalk-spec.ts';
import { slackSpec } from '../../../src/bot/platforms/slack/slack-spec.ts';
import { telegramSpec } from '../../../src/bot/platforms/telegram/telegram-spec.ts';

const secret = { env: 'A_SECRET' };
const all = {
  telegram: { token: secret, apiRoot: 'http://127.0.0.1:8081', webhook: { secret, url: 'https://bot.example.org/t' } },
  slack: {
    mode: 'http',
    botToken: secret,
    appToken: secret,
    signingSecret: secret,
    apiUrl: 'https://slack.example.org',
  },
  dingtalk: {
    clientId: 'ding1',
    clientSecret: secret,
    robotCode: 'ding2',
    cardTemplateId: 'zhiban.schema',
    robots: { ops: { token: secret, secret } },
    apiUrl: 'https://api.dingtalk.io',
    oapiUrl: 'https://oapi.dingtalk.io',
  },
};
const least = {
  telegram: { token: secret },
  slack: { botToken: secret },
  dingtalk: { clientId: 'ding1', clientSecret: secret },
};

test.each([
  ['telegram', telegramSpec],
  ['slack', slackSpec],
  ['dingtalk', dingtalkSpec],
] as const)('platforms.%s has these keys and no others; a secret is never written there itself', (name, spec) => {
  expect(new Set(Object.keys(spec.shape))).toEqual(new Set(Object.keys(all[name])));
  expect(spec.safeParse(all[name]).error).toBeUndefined();
  expect(spec.safeParse(least[name]).error).toBeUndefined();
  expect(spec.safeParse({ ...least[name], another: 'x' }).success).toBe(false);
  for (const [key, value] of Object.entries(least[name])) {
    const { [key]: _, ...without } = least[name] as Record<string, unknown>; // one of its keys
    expect(spec.safeParse(without).success).toBe(false);
    if (value === secret) expect(spec.safeParse({ ...least[name], [key]: 'the-secret-itself' }).success).toBe(false);
  }
});
