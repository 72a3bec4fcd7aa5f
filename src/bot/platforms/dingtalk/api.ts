import * as z from 'zod';
import { DingTalkError } from './failures.ts';
import { json, subscriptions } from './frames.ts';

export interface Api {
  /** Where the stream is, and the ticket that opens it once within 90 s. */
  gateway(): Promise<{ readonly endpoint: string; readonly ticket: string }>;
  /** Of the newer interface, signed in. */
  call(method: 'POST' | 'PUT', path: string, body: object): Promise<unknown>;
  /** An address that is a secret itself: of a session, of a custom robot. */
  webhook(url: string, body: object): Promise<void>;
  /** Its media id. */
  upload(type: 'image' | 'file', name: string, bytes: Uint8Array): Promise<string>;
}

export interface ApiParts {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiUrl: string;
  readonly oapiUrl: string;
  readonly monotonic: () => number;
}

/** Shorter than a message is waited for. */
const callLimitMs = 20_000;
/** A token is left before it ends. */
const marginMs = 300_000;

const gatewaySpec = z.object({ endpoint: z.url({ protocol: /^wss?$/ }), ticket: z.string().min(1) });
const tokenSpec = z.object({ accessToken: z.string().min(1), expireIn: z.number().positive() });
const numbered = z.object({ errcode: z.number(), errmsg: z.string().default('') });
const worded = z.object({ code: z.coerce.string(), message: z.coerce.string().default('') });

/** DingTalk's two HTTP interfaces. Every call rejects with DingTalkError when it was refused, and tells no address. */
export function makeApi({ clientId, clientSecret, apiUrl, oapiUrl, monotonic }: ApiParts): Api {
  let token: { readonly value: Promise<string>; readonly untilMs: number } | undefined;

  /** Brings the id and the secret of the app. */
  const asApp = (path: string, body: object): Promise<unknown> =>
    send(`${apiUrl}${path}`, { body }).catch((error: unknown) => {
      throw DingTalkError.asApp(error);
    });
  const fetchToken = async (): Promise<{ readonly value: string; readonly lastsMs: number }> => {
    const body = { appKey: clientId, appSecret: clientSecret };
    const { accessToken, expireIn } = tokenSpec.parse(await asApp('/v1.0/oauth2/accessToken', body));
    return { value: accessToken, lastsMs: expireIn * 1_000 };
  };
  const accessToken = (): Promise<string> => {
    if (token !== undefined && token.untilMs > monotonic()) return token.value;
    const fetched = fetchToken();
    const value = fetched.then((one) => one.value);
    const mine = { value, untilMs: Number.POSITIVE_INFINITY };
    token = mine;
    fetched.then(
      ({ lastsMs }) => {
        if (token === mine) token = { value, untilMs: monotonic() + Math.max(0, lastsMs - marginMs) };
      },
      () => {
        if (token === mine) token = undefined;
      },
    );
    return value;
  };
  /** Once more with a new token, when the one that was kept is not taken any more. */
  const signedIn = async <T>(call: (token: string) => Promise<T>): Promise<T> => {
    const kept = token;
    const value = await accessToken();
    try {
      return await call(value);
    } catch (error) {
      if (!(error instanceof DingTalkError && error.isSignedOut)) throw error;
      token = undefined;
      if (kept === undefined) throw error;
      return call(await accessToken());
    }
  };

  return {
    async gateway() {
      const body = { clientId, clientSecret, ua: 'zhiban', subscriptions };
      return gatewaySpec.parse(await asApp('/v1.0/gateway/connections/open', body));
    },
    call: (method, path, body) =>
      signedIn((value) =>
        send(`${apiUrl}${path}`, { method, body, headers: { 'x-acs-dingtalk-access-token': value } }),
      ),
    async webhook(url, body) {
      await send(url, { body });
    },
    upload: (type, name, bytes) =>
      signedIn(async (value) => {
        const form = new FormData();
        form.set('media', new Blob([new Uint8Array(bytes)]), name);
        const query = new URLSearchParams({ access_token: value, type });
        const answer = await send(`${oapiUrl}/media/upload?${query}`, { form });
        return z.object({ media_id: z.string() }).parse(answer).media_id;
      }),
  };
}

interface Sent {
  readonly method?: 'POST' | 'PUT';
  readonly body?: object;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

async function send(url: string, { method = 'POST', body, form, headers }: Sent): Promise<unknown> {
  const limit = AbortSignal.timeout(callLimitMs);
  const response = await fetch(url, {
    method,
    redirect: 'error',
    signal: limit,
    headers: {
      accept: 'application/json',
      ...(form === undefined ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    body: form ?? JSON.stringify(body),
  }).catch((error: unknown) => {
    throw DingTalkError.silence(error);
  });
  const text = await response.text().catch((error: unknown) => {
    throw DingTalkError.silence(error);
  });
  const answer = json(text);
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const afterMs = Number.isFinite(retryAfter) ? retryAfter * 1_000 : undefined;
  if (!response.ok) {
    const { code, message } = worded.safeParse(answer).data ?? { code: '', message: '' };
    throw new DingTalkError({ status: response.status, code, message, afterMs });
  }
  // The older interface says in a 200 that it did nothing.
  const { errcode, errmsg } = numbered.safeParse(answer).data ?? { errcode: 0, errmsg: '' };
  if (errcode !== 0) throw new DingTalkError({ status: 200, code: String(errcode), message: errmsg, afterMs });
  return answer;
}
