import type { Posted } from '../../../handlers/platform.ts';
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from './web-api.ts';

export type Refused = Extract<Posted, { readonly posted: false }>;

/** Nothing was sent when the connection did not even come about. */
const neverConnected = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
/** Of a token, not of a message. */
const ofToken = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'user_removed_from_team',
  'team_disabled',
  'missing_scope',
  'not_allowed_token_type',
  'ekm_access_denied',
];
const ofForm =
  /^(?:invalid_blocks\w*|invalid_attachments|msg_too_long|msg_blocks_too_long|metadata_\w+|invalid_metadata_\w+|no_text)$/;
/** Slack itself is unwell; it may have done it. */
const unwell = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'];

/** Slack's word for what is wrong, when it is Slack that refuses. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof WebAPIPlatformError ? error.data.error : undefined;

/** The token is refused, so trying again is useless. */
export const isTokenRefused = (error: unknown): boolean => ofToken.includes(codeOf(error) ?? '');

/** What a failed call means for the message. Never holds what was sent or a token. */
export function refusalOf(error: unknown): Refused {
  if (error instanceof WebAPIRateLimitedError) return tooMany(error.retryAfter);
  if (error instanceof WebAPIPlatformError) return ofSlack(error.data.error);
  if (error instanceof WebAPIHTTPError)
    return { posted: false, retry: 'later', maybeShown: true, why: `Slack answered ${error.statusCode}` };
  if (error instanceof WebAPIRequestError) {
    const code = networkCodeOf(error.original);
    const maybeShown = !neverConnected.includes(code ?? '');
    return {
      posted: false,
      retry: 'later',
      maybeShown,
      why: `no reply of Slack${code === undefined ? '' : ` (${code})`}`,
    };
  }
  throw error;
}

const tooMany = (seconds: number): Refused => ({
  posted: false,
  retry: 'later',
  afterMs: seconds * 1_000,
  why: 'Slack takes no more of them at present',
});

function ofSlack(why: string): Refused {
  if (why === 'ratelimited' || why === 'rate_limited') return tooMany(5);
  if (ofToken.includes(why)) return { posted: false, retry: 'later', afterMs: 60_000, scope: 'platform', why };
  if (ofForm.test(why)) return { posted: false, retry: 'plain', why };
  if (unwell.includes(why)) return { posted: false, retry: 'later', maybeShown: true, why };
  return { posted: false, retry: 'never', why };
}

function networkCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error ? String(error.code) : networkCodeOf(error.cause);
}

/** For the log: an error of the SDK can hold the request. */
export const describe = (error: unknown): string => {
  if (error instanceof WebAPIRateLimitedError) return 'ratelimited';
  if (error instanceof WebAPIHTTPError) return String(error.statusCode);
  if (error instanceof WebAPIRequestError) return networkCodeOf(error.original) ?? 'no reply';
  return codeOf(error) ?? (error instanceof Error ? error.name : 'unknown');
};
