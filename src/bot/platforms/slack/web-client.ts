import { LogLevel, WebClient, type WebClientOptions } from './web-api.ts';

/** Shorter than a message is waited for. */
const callLimitMs = 20_000;
const slackApi = 'https://slack.com/api/';

/** What the SDK logs can hold tokens and whole messages. */
export const silent: NonNullable<WebClientOptions['logger']> = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

export const apiUrlOf = (apiUrl: string | undefined): string =>
  apiUrl === undefined ? slackApi : `${apiUrl.replace(/\/+$/, '')}/`;

/**
 * Tried once: the outbox tries again and keeps to the pace. Left to itself the SDK would hold one call for half an hour
 * and post twice when a reply was lost. A new object each time, for the SDK writes into it.
 */
export const clientOptions = (apiUrl: string | undefined): WebClientOptions => ({
  slackApiUrl: apiUrlOf(apiUrl),
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: callLimitMs,
  logger: silent,
  allowAbsoluteUrls: false,
});

export const webClient = (token: string, apiUrl: string | undefined): WebClient =>
  new WebClient(token, clientOptions(apiUrl));
