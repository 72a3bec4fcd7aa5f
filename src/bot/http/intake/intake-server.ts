import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Inventory } from '../../../actions/ports.ts';
import type { Source } from '../../../handlers/alerts/alert-settings.ts';
import { bodyFault, foreignSystems } from '../../../handlers/alerts/sources/signals-of.ts';
import type { Intake } from '../../../handlers/store/intake.ts';
import { bringsToken } from './brings-token.ts';
import { bodyRoom, readBody } from './read-body.ts';

export interface IntakeOptions {
  readonly intake: Intake;
  /** The source of a name with the token it must bring. */
  readonly source: (name: string) => { readonly source: Source; readonly token: string } | undefined;
  /** By which a source that may speak of some systems only is held to it. */
  readonly inventory: () => Inventory;
  readonly now: () => number;
  readonly log: (level: 'warn' | 'error', message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly limits?: Partial<IntakeLimits>;
}

export interface IntakeLimits {
  /** Of one body. Alertmanager sends 5,000 alerts of a group as one of 1.8 MB. */
  readonly bodyBytes: number;
  /** Of all bodies in hand. */
  readonly bytesInHand: number;
  /** Deliveries kept and not worked in; more are refused until there is room. */
  readonly backlog: number;
  /** Of their bodies. */
  readonly backlogBytes: number;
  readonly inHand: number;
}
const defaults: IntakeLimits = {
  bodyBytes: 4 * 1_024 * 1_024,
  bytesInHand: 64 * 1_024 * 1_024,
  backlog: 100_000,
  backlogBytes: 256 * 1_024 * 1_024,
  inHand: 2_000,
};

/** Takes a request when it is for the intake; false when it is for somebody else. */
export type IntakeHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

const place = /^\/intake\/([a-z][a-z0-9-]{0,31})(?:\?(.*))?$/;
/** How often the backlog is counted, and at most this share of the time. */
const countEveryMs = 250;
const countShare = 0.05;

/**
 * Alerts over HTTP: 200 once a delivery is durable and not before. A wrong secret is 401, a system the token is not for 403, a
 * body of another form 400, one too large 413; when there is no room it is 503, which senders try again, never 429.
 */
export function intakeHandler({ intake, source, inventory, now, log, limits }: IntakeOptions): IntakeHandler {
  const most = { ...defaults, ...limits };
  const room = bodyRoom(most.bytesInHand);
  let inHand = 0;
  let backlog = { deliveries: 0, bytes: 0 };
  let pauseMs = countEveryMs;
  let countedMs = Number.NEGATIVE_INFINITY;

  const count = (): void => {
    const nowMs = performance.now();
    if (nowMs - countedMs < pauseMs) return;
    countedMs = nowMs;
    const took = (waiting: typeof backlog): void => {
      backlog = waiting;
      pauseMs = Math.max(countEveryMs, (performance.now() - nowMs) / countShare);
    };
    intake.backlog().then(took, () => took({ deliveries: Number.POSITIVE_INFINITY, bytes: 0 }));
  };

  const foreignOf = (name: string, source: Source, text: string): ReturnType<typeof foreignSystems> =>
    source.systems === undefined
      ? { foreign: [], allowed: 1 }
      : foreignSystems(JSON.parse(text), { source, name, inventory: inventory(), nowMs: now() });

  const take = async (
    request: IncomingMessage,
    response: ServerResponse,
    name: string,
    query: string,
  ): Promise<void> => {
    const from = source(name);
    // A source that is not there and a wrong secret look the same.
    if (!bringsToken(request, from, query)) return answer(response, 401, 'a bearer token is wanted');
    if (from === undefined) return answer(response, 401, 'a bearer token is wanted');
    count();
    if (inHand >= most.inHand || backlog.deliveries >= most.backlog || backlog.bytes >= most.backlogBytes)
      return answer(response, 503, 'too much at once, send it again');
    inHand += 1;
    try {
      const read = await readBody(request, most.bodyBytes, room);
      if (!read.ok) {
        if (read.why === 'broken') return void response.destroy();
        if (read.why === 'overloaded') return answer(response, 503, 'too much at once, send it again');
        log('error', 'a delivery was too large and is lost', { source: name, mostBytes: most.bodyBytes });
        return answer(response, 413, `at most ${most.bodyBytes} bytes`);
      }
      const fault = faultOf(from.source, read.text);
      if (fault !== undefined) {
        log('warn', 'a delivery was not understood', { source: name, fault });
        return answer(response, 400, fault);
      }
      const { foreign, allowed } = foreignOf(name, from.source, read.text);
      const refusal = foreign.length === 0 ? undefined : refusalOf(foreign, allowed > 0);
      if (refusal !== undefined)
        log('warn', 'a source spoke of systems it may not speak of', { source: name, refusal });
      if (refusal !== undefined && allowed === 0) return answer(response, 403, refusal);
      backlog = { deliveries: backlog.deliveries + 1, bytes: backlog.bytes + Buffer.byteLength(read.text) };
      await intake.put(name, read.text, now());
      if (refusal === undefined) answer(response, 200, 'kept');
      else answer(response, 403, refusal);
    } catch (error) {
      log('error', 'a delivery could not be kept', { source: name, error: String(error) });
      answer(response, 503, 'it could not be kept, send it again');
    } finally {
      inHand -= 1;
    }
  };

  return (request, response) => {
    const [, name, query = ''] = place.exec(request.url ?? '') ?? [];
    if (name === undefined) return false;
    if (request.method !== 'POST') answer(response, 405, 'POST is wanted', { Allow: 'POST' });
    else
      take(request, response, name, query).catch((error: unknown) => {
        log('error', 'a bug at the intake', { error: String(error) });
        answer(response, 503, 'send it again');
      });
    return true;
  };
}

/** What a source is told that spoke of systems its token is not for: nothing of them is kept. */
function refusalOf(foreign: readonly (string | undefined)[], isPartKept: boolean): string {
  const named = foreign.map((system) => system ?? 'no known system').slice(0, 20);
  const rest = isPartKept ? '; the alerts of other systems in it were kept' : '';
  return `this token may not speak of ${named.join(', ')}${rest}`;
}

function faultOf(source: Source, text: string): string | undefined {
  try {
    return bodyFault(source.kind, JSON.parse(text));
  } catch {
    return 'the body is not JSON';
  }
}

function answer(
  response: ServerResponse,
  status: number,
  words: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent || response.destroyed) return;
  const body = `${words}\n`;
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...(status === 503 ? { 'Retry-After': '2' } : {}),
    // The rest of a body that is not wanted is not read.
    ...(status === 413 || status === 401 || status === 503 ? { Connection: 'close' } : {}),
    ...headers,
  });
  response.end(body);
}
