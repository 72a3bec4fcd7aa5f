import type { ClientChannel } from 'ssh2';
import { ok, type Result } from '../../../actions/result.ts';
import type { Release } from '../slots.ts';
import type { TimeLimit } from '../time-limit.ts';
import type { Connection, Opened } from './connection.ts';
import type { Link } from './link.ts';

/** A place on a live connection. */
export interface SessionPlace {
  readonly connection: Connection;
  release: Release;
}

/** A place for one session: connects when needed, and waits until one of the places is free. */
export async function takeSession(
  link: Link,
  left: () => TimeLimit,
): Promise<Result<SessionPlace> | 'timeout' | 'abort'> {
  for (;;) {
    const connected = await link.use(left());
    if (typeof connected === 'string' || !connected.ok) return connected;
    const connection = connected.value;
    const release = await connection.sessions.take(left());
    if (typeof release === 'string') return release;
    if (!connection.closed) return ok({ connection, release });
    release(); // it went while we stood in line: nothing was sent, so the next one will do
  }
}

/** Opens the session. A host that allows fewer than we thought (MaxSessions) is remembered, and waited for. */
export async function openSession<T>(
  place: SessionPlace,
  commandLine: string,
  attach: (channel: ClientChannel) => T,
  left: () => TimeLimit,
): Promise<Opened<T>> {
  const { connection } = place;
  const { sessions } = connection;
  for (;;) {
    const opened = await connection.openSession(commandLine, attach);
    if (opened === 'lost' || 'opened' in opened || sessions.taken <= 1) return opened;
    sessions.shrinkTo(sessions.taken - 1);
    place.release();
    const release = await sessions.take(left());
    if (typeof release === 'string') return opened;
    place.release = release;
  }
}
