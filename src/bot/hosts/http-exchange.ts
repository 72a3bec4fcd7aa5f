import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HostRequest } from '../../actions/ports.ts';
import { fail, ok, type Result } from '../../actions/result.ts';
import { outside } from '../../actions/text.ts';
import { say } from './host-texts.ts';
import { type TimeLimit, watch } from './time-limit.ts';
import type { ByteSink, HttpHead } from './transport.ts';

/** A body longer than this is not read to its end. */
const endlessBodyBytes = 16 * 1024 * 1024;

export interface Exchange {
  readonly host: string;
  readonly request: HostRequest;
  /** What is left of the request's time. */
  readonly limit: TimeLimit;
  /** Leads to the address the request names. Ended here. */
  readonly stream: Duplex;
  readonly forwarding: HttpHead['forwarding'];
  readonly body: ByteSink;
}

/** One HTTP exchange over a stream. No redirect is followed, no connection kept. Settles when the body was read. */
export function exchange({ host, request, limit, stream, forwarding, body }: Exchange): Promise<Result<HttpHead>> {
  const url = new URL(request.url);
  const asked = { host, url: request.url, limit: { durationMs: request.timeoutMs } };
  return new Promise((resolve) => {
    let sent: ClientRequest | undefined;
    const finish = (result: Result<HttpHead>): void => {
      stop();
      resolve(result);
      sent?.destroy();
      stream.destroy();
    };
    const stop = watch(limit, (by) => finish(outOfTime(host, request, by)));
    const broke = (error: Error): void => finish(brokenExchange(asked, error));
    stream.on('error', broke);
    sent = httpRequest({
      method: request.method ?? 'GET',
      host: url.hostname,
      port: portOf(url),
      path: `${url.pathname}${url.search}`,
      headers: { connection: 'close', ...request.headers },
      createConnection: () => secured(url, asSocket(stream), broke),
    });
    sent.on('error', broke);
    sent.on('response', (response) => {
      let bytes = 0;
      const done = (): void => finish(ok({ ...headOf(response), forwarding }));
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        body(chunk);
        if (bytes > endlessBodyBytes) done();
      });
      response.on('end', done);
      response.on('error', broke);
    });
    sent.end(request.body);
  });
}

/** The answer was not there in time, or nobody waits for it any more. */
export function outOfTime(host: string, request: HostRequest, by: 'timeout' | 'abort'): Result<never> {
  const asked = { host, url: request.url, limit: { durationMs: request.timeoutMs } };
  return by === 'abort' ? fail('cancelled', say.requestCancelled(asked)) : fail('timed-out', say.noAnswer(asked));
}

export const portOf = (url: URL): number =>
  url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
/** Without the brackets an IPv6 address has in a URL. */
export const hostnameOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

const headOf = (response: IncomingMessage): Omit<HttpHead, 'forwarding'> => ({
  status: response.statusCode ?? 0,
  headers: Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : `${value}`,
    ]),
  ),
});

/** What node's HTTP client calls on a socket and an SSH channel lacks; it has nothing to do there. */
function asSocket(stream: Duplex): Duplex {
  const nothing = (): Duplex => stream;
  for (const name of ['setKeepAlive', 'setNoDelay', 'setTimeout', 'ref', 'unref'])
    if (!(name in stream)) Object.defineProperty(stream, name, { value: nothing });
  if (!('destroySoon' in stream)) Object.defineProperty(stream, 'destroySoon', { value: () => stream.destroy() });
  return stream;
}

/** An address on the host itself is proved by the connection to it; its certificate is for another name in any case. */
export const isLoopback = (name: string): boolean => /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(name);

function secured(url: URL, stream: Duplex, onError: (error: Error) => void): Duplex {
  if (url.protocol !== 'https:') return stream;
  const host = hostnameOf(url);
  const servername = /^[\d.]+$|:/.test(host) ? '' : host; // RFC 6066: no address as server name
  // Loaded when first wanted: 4 MB that most never need.
  const { connect } = process.getBuiltinModule('node:tls');
  const tls = connect({ socket: stream, host, servername, rejectUnauthorized: !isLoopback(host) });
  return tls.on('error', onError);
}

type Asked = { readonly host: string; readonly url: string; readonly limit: { readonly durationMs: number } };

function brokenExchange(asked: Asked, error: Error & { code?: string }): Result<never> {
  const reason = outside(error.message);
  const detail = { url: asked.url, error: error.message, code: error.code };
  if (error.code === 'ECONNREFUSED') return fail('unhealthy', say.portRefused(asked), { detail });
  if (error.code?.startsWith('HPE_')) return fail('unhealthy', say.notHttp({ ...asked, reason }), { detail });
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return fail('unhealthy', say.hungUp(asked), { detail });
  return fail('unhealthy', say.noConnection({ ...asked, reason }), { detail });
}
