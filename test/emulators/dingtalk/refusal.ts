/** What DingTalk answers instead of doing it. */
export interface Refusal {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

let requests = 0;
/** Of the newer interface: an HTTP status, and a code in words. */
export const refused = (
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Refusal => {
  requests += 1;
  return { status, body: { code, message, requestid: `R-${requests}` }, headers };
};

/** Of the older interface: HTTP 200, and a number. */
export const errcode = (code: number, message: string): Refusal => ({
  status: 200,
  body: { errcode: code, errmsg: message },
});

/** Too many calls a second of one organisation: 403, not 429. */
export const overQps = refused(403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', 'qps limit');
export const tooMany = (seconds: number): Refusal =>
  refused(429, 'TooManyRequests', 'slow down', { 'retry-after': String(seconds) });
export const noScope = refused(
  403,
  'Forbidden.AccessDenied.AccessTokenPermissionDenied',
  'the app lacks Card.Instance.Write',
);
export const unknownSession = errcode(300_001, 'session is expired or does not exist');

export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(JSON.stringify(refusal.body));
    this.refusal = refusal;
  }
}
