import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Source } from '../../../handlers/alerts/alert-settings.ts';

/** What ZK-Agent is told is an address alone, so there the token may stand in it. */
export function bringsToken(
  request: IncomingMessage,
  from: { readonly source: Source; readonly token: string } | undefined,
  query: string,
): boolean {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const inAddress = from?.source.kind === 'zk-agent' ? new URLSearchParams(query).get('token') : undefined;
  // Compared even with nothing, so that the time tells nothing.
  const same = timingSafeEqual(digest(bearer ?? inAddress ?? ''), digestOf(from?.token ?? 'none'));
  return same && from !== undefined && from.token !== '';
}

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** Of the tokens configured, which stay the same; those of an older configuration are forgotten. */
const digests = new Map<string, Buffer>();
function digestOf(token: string): Buffer {
  const known = digests.get(token);
  if (known !== undefined) return known;
  if (digests.size >= 100) digests.clear();
  const made = digest(token);
  digests.set(token, made);
  return made;
}
