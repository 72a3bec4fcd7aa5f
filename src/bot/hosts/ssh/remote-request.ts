import type { Duplex } from 'node:stream';
import type { HostRequest } from '../../../actions/ports.ts';
import { fail, ok, type Result } from '../../../actions/result.ts';
import { outside } from '../../../actions/text.ts';
import { say } from '../host-texts.ts';
import { exchange, hostnameOf, outOfTime, portOf } from '../http-exchange.ts';
import { limited, remaining, type TimeLimit } from '../time-limit.ts';
import type { ByteSink, HttpHead } from '../transport.ts';
import type { ChannelRefusal, Connection } from './connection.ts';
import type { Link } from './link.ts';
import { attachRelay, relayFailure, relayLine } from './relay.ts';
import { makeNonce } from './remote-process.ts';
import { openSession, takeSession } from './session.ts';

/** A way to the address; its place is given back when the exchange is over. */
interface Way {
  readonly stream: Duplex;
  readonly forwarding: HttpHead['forwarding'];
  readonly release: () => void;
}
type Found = Result<Way> | 'timeout' | 'abort';

/** Asks through a forwarded connection; where sshd forbids that, through a relay run on the host. */
export async function requestThrough(
  link: Link,
  host: string,
  request: HostRequest,
  body: ByteSink,
): Promise<Result<HttpHead>> {
  const left = remaining(request);
  const way = await findWay(link, host, request, left);
  if (way === 'timeout' || way === 'abort') return outOfTime(host, request, way);
  if (!way.ok) return way;
  const { stream, forwarding, release } = way.value;
  try {
    return await exchange({ host, request, limit: left(), stream, forwarding, body });
  } finally {
    release();
  }
}

async function findWay(link: Link, host: string, request: HostRequest, left: () => TimeLimit): Promise<Found> {
  const connected = await link.use(left());
  if (typeof connected === 'string' || !connected.ok) return connected;
  const connection = connected.value;
  if (!connection.forwardingOff) {
    const way = await findTunnel(connection, host, request, left);
    if (way !== 'prohibited') return way;
    connection.forwardingOff = true;
  }
  return findRelay(link, host, request, left);
}

async function findTunnel(
  connection: Connection,
  host: string,
  request: HostRequest,
  left: () => TimeLimit,
): Promise<Found | 'prohibited'> {
  const release = await connection.tunnels.take(left());
  if (typeof release === 'string') return release;
  const url = new URL(request.url);
  const opening = connection.openTunnel(hostnameOf(url), portOf(url), (channel) => channel);
  const opened = await limited(opening, left());
  if (typeof opened === 'string') {
    void opening.then((late) => {
      if (late !== 'lost' && 'opened' in late) late.opened.destroy();
      release();
    });
    return opened;
  }
  const { value } = opened;
  if (value !== 'lost' && 'opened' in value) return ok({ stream: value.opened, forwarding: 'tunnel', release });
  release();
  if (value === 'lost') return fail('unreachable', say.connectionLost({ host }));
  return value.refused.reason === 'prohibited' ? 'prohibited' : tunnelFailure(host, request, value.refused);
}

/** The words are those of the host's C library, which OpenSSH passes on. */
function tunnelFailure(host: string, request: HostRequest, { words }: ChannelRefusal): Result<never> {
  const asked = { host, url: request.url, reason: outside(words) };
  const message = /refused/i.test(words) ? say.portRefused(asked) : say.noConnection(asked);
  return fail('unhealthy', message, { detail: { url: request.url, words } });
}

async function findRelay(link: Link, host: string, request: HostRequest, left: () => TimeLimit): Promise<Found> {
  const place = await takeSession(link, left);
  if (typeof place === 'string' || !place.ok) return place;
  const release = (): void => place.value.release();
  const nonce = makeNonce();
  const line = relayLine(request, nonce, left().timeoutMs);
  const opening = openSession(place.value, line, (channel) => attachRelay(channel, nonce), left);
  const opened = await limited(opening, left());
  if (typeof opened === 'string') {
    void opening.then((late) => {
      if (late !== 'lost' && 'opened' in late) late.opened.stream.destroy();
      release();
    });
    return opened;
  }
  const { value } = opened;
  if (value === 'lost' || 'refused' in value) {
    release();
    if (value === 'lost') return fail('unreachable', say.connectionLost({ host }));
    return fail('unreachable', say.noChannel({ host, reason: outside(value.refused.words) }));
  }
  const relay = value.opened;
  const connected = await limited(relay.connected, left());
  if (typeof connected === 'object' && connected.value === true)
    return ok({ stream: relay.stream, forwarding: 'exec', release });
  relay.stream.destroy();
  release();
  return typeof connected === 'string' ? connected : relayFailure(host, request, exitOf(connected.value));
}

const exitOf = (end: true | { readonly exitCode: number | null }): number | null => (end === true ? 0 : end.exitCode);
