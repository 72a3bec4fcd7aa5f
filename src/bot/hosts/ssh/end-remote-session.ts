import type { ClientChannel } from 'ssh2';
import { endSessionProgram, endSessionTimeoutMs, notSeen, readSessionEnd, type SessionEnd } from '../end-session.ts';
import { within } from '../time-limit.ts';
import type { Connection } from './connection.ts';

/** Ends the processes of one command, over a second channel of the same connection. */
export async function endRemoteSession(connection: Connection, session: number): Promise<SessionEnd> {
  const release = await connection.endings.take({ signal: neverAborted, timeoutMs: endSessionTimeoutMs });
  if (typeof release === 'string') return notSeen;
  const end = (async () => {
    try {
      return await ask(connection, session);
    } finally {
      release();
    }
  })();
  const seen = await within(end, endSessionTimeoutMs);
  if (seen === undefined) connection.close(); // a host that answers nothing: the next use connects anew
  return seen ?? notSeen;
}

const neverAborted = new AbortController().signal;

async function ask(connection: Connection, session: number): Promise<SessionEnd> {
  const opened = await connection.openSession('exec sh', (channel) => answerOf(channel, session));
  return opened === 'lost' || 'refused' in opened ? notSeen : opened.opened;
}

function answerOf(channel: ClientChannel, session: number): Promise<SessionEnd> {
  return new Promise((resolve) => {
    let answer = '';
    channel.on('data', (chunk: Buffer) => {
      answer = (answer + chunk.toString('latin1')).slice(-4_096);
    });
    channel.stderr.resume();
    channel.on('error', () => {});
    channel.on('close', () => resolve(readSessionEnd(answer)));
    channel.end(endSessionProgram(session));
  });
}
