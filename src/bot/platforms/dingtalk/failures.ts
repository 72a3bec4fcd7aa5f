import type { Posted } from '../../../handlers/platform.ts';

export type Refused = Extract<Posted, { readonly posted: false }>;

interface Said {
  /** 0: no reply. */
  readonly status: number;
  /** A number of the older interface, words of the newer one, or the code of the network. */
  readonly code: string;
  readonly message: string;
  readonly afterMs?: number | undefined;
}

/** A call that was refused, or not answered. Never holds an address: sessions and tokens are part of them. */
export class DingTalkError extends Error {
  readonly said: Said;
  constructor(said: Said) {
    super([said.status === 0 ? 'no reply' : said.status, said.code, said.message.slice(0, 200)].join(' ').trim());
    this.name = 'DingTalkError';
    this.said = said;
  }
  static silence(error: unknown): DingTalkError {
    return new DingTalkError({ status: 0, code: codeOf(error) ?? '', message: '' });
  }
  /** Of a call that brings the id and the secret of the app: refused, and it is they that are wrong. */
  static asApp(error: unknown): unknown {
    const isRefused = error instanceof DingTalkError && [400, 401].includes(error.said.status);
    return isRefused ? new DingTalkError({ ...error.said, code: `authFailed ${error.said.code}` }) : error;
  }
  /** The access token is not taken. */
  get isSignedOut(): boolean {
    const { status, code } = this.said;
    return (
      (status === 401 && !wrongApp.test(code)) || ['40014', '42001'].includes(code) || code === 'InvalidAuthentication'
    );
  }
  /** The app itself is not known: asking again is useless. */
  get isWrongApp(): boolean {
    const { status, code } = this.said;
    return (status === 401 || status === 400 || status === 403) && wrongApp.test(code);
  }
  /** The address of a session that ended. */
  get isSessionOver(): boolean {
    const { status, code } = this.said;
    return status === 404 || (status === 200 && !slow.has(code) && !bad.has(code) && code !== '-1');
  }
}

const wrongApp = /authFailed|invalidClientId|invalidAppKey|AppKeyNotExist/i;
/** Too fast, of the older interface; a custom robot that was is shut out for ten minutes. */
const slow = new Map([
  ['410100', 60_000],
  ['130101', 60_000],
  ['130102', 60_000],
  ['90018', 2_000],
  ['88', 2_000],
]);
/** Our word for a card that was made and is shown nowhere: DingTalk says so within its answer. */
export const notDelivered = 'cardNotDelivered';
/** Not taken in this form: too long, a parameter, a kind of message, a link. */
const bad = new Set([notDelivered, '460101', '40035', '400105', '430101', '430102', '430103', '430104']);
/** Nothing was sent when the connection did not even come about. */
const neverConnected = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** What a failed call means for the message. */
export function refusalOf(error: unknown): Refused {
  if (!(error instanceof DingTalkError)) throw error;
  const { status, code, afterMs } = error.said;
  const why = error.message;
  const later = (more: Partial<Refused>): Refused => ({ posted: false, retry: 'later', why, ...more });
  if (status === 0) return later({ maybeShown: !neverConnected.includes(code) });
  if (status >= 500 || code === '-1') return later({ maybeShown: true });
  const tooFast = slow.get(code) ?? (status === 429 || /qps|flow|limit/i.test(code) ? 2_000 : undefined);
  if (tooFast !== undefined) return later({ afterMs: afterMs ?? tooFast });
  if (error.isSignedOut || error.isWrongApp) return later({ afterMs: 60_000, scope: 'platform' });
  if (bad.has(code)) return { posted: false, retry: 'plain', why };
  const isGone = status === 200 || /conversation|chat|userId|staff/i.test(code) || status === 404;
  return { posted: false, retry: isGone ? 'never' : 'plain', why };
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error && typeof error.code === 'string' ? error.code : codeOf(error.cause);
}
