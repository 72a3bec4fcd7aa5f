import { expect, test } from 'vitest';
import { clientOptions } from '../../../../src/bot/platforms/slack/web-client.ts';

/** The outbox gives a call up after so long. */
const patienceMs = 30_000;

test('each client tries once, says when it is held back, ends by itself, and has settings of its own', () => {
  const options = clientOptions('http://127.0.0.1:9/api');
  expect(options).toMatchObject({
    slackApiUrl: 'http://127.0.0.1:9/api/',
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  });
  expect(options.timeout).toBeGreaterThan(0);
  expect(options.timeout).toBeLessThan(patienceMs);
  // The SDK writes into them.
  const other = clientOptions(undefined);
  expect(other).not.toBe(clientOptions(undefined));
  expect(other.retryConfig).not.toBe(clientOptions(undefined).retryConfig);
  expect(other.slackApiUrl).toBe('https://slack.com/api/');
});
