import type { ClientChannel } from 'ssh2';
import { type Failure, fail, ok, type Result } from '../../../actions/result.ts';
import { outside } from '../../../actions/text.ts';
import { notStarted } from '../command-failure.ts';
import { say } from '../host-texts.ts';
import { supervise } from '../supervise.ts';
import { remaining } from '../time-limit.ts';
import type { Ended, Transport, Work } from '../transport.ts';
import { endRemoteSession } from './end-remote-session.ts';
import { Link, type LinkOptions } from './link.ts';
import { attach, commandLineOf, lostProcess, makeNonce, type RemoteProcess } from './remote-process.ts';
import { requestThrough } from './remote-request.ts';
import { openSession, takeSession } from './session.ts';

/** Linux takes one argument of at most 128 KiB, and the whole line is one argument of the login shell. */
const longestLineBytes = 120 * 1024;

/** A host reached over SSH: one connection for everything. */
export function makeSshTransport(options: LinkOptions): Transport {
  const link = new Link(options);
  const { host } = options;
  return {
    refusal: async () => undefined, // what may run there is decided by the rights of the user logged in
    run: (work) => run(link, host, work),
    request: (request, body) => requestThrough(link, host, request, body),
    connected: () => link.connected,
    close: () => link.close(),
  };
}

async function run(link: Link, host: string, work: Work): Promise<Result<Ended>> {
  const nonce = makeNonce();
  const line = commandLineOf(work.argv, nonce);
  const size = Buffer.byteLength(line);
  if (size > longestLineBytes) {
    const params = { host, program: work.argv[0], size: { bytes: size }, limit: { bytes: longestLineBytes } };
    return fail('bad-input', say.commandTooLong(params));
  }
  const left = remaining(work);
  const session = await takeSession(link, left);
  if (typeof session === 'string') return notStarted(host, work.argv, session, work.timeoutMs);
  if (!session.ok) return session;
  const { connection } = session.value;
  let process: RemoteProcess | undefined;
  let refusal: string | undefined;
  try {
    const ended = await supervise({ ...left(), floodBytes: work.floodBytes }, work.output, async (output) => {
      const attached = (channel: ClientChannel): RemoteProcess =>
        attach(channel, nonce, work, output, (id) => endRemoteSession(connection, id));
      const opened = await openSession(session.value, line, attached, left);
      if (opened === 'lost') return lostProcess;
      if ('refused' in opened) {
        refusal = opened.refused.words;
        return lostProcess;
      }
      process = opened.opened;
      return process;
    });
    if (refusal !== undefined) return fail('unreachable', say.noChannel({ host, reason: outside(refusal) }));
    const silent = process === undefined || ended.by !== 'itself' ? undefined : shellFailure(host, process, ended);
    return silent === undefined ? ok(ended) : { ok: false, failure: silent };
  } finally {
    session.value.release();
  }
}

/** The login shell ended without running the program: an account that is closed, a broken start-up file. */
function shellFailure(host: string, process: RemoteProcess, ended: Ended): Failure | undefined {
  const before = process.wordsBefore();
  if (before === undefined) return undefined;
  const exitCode = ended.exitCode ?? ended.signal ?? '?';
  const evidence = before.trim() === '' ? [] : [{ type: 'code' as const, text: before.trim() }];
  return fail('unreachable', say.shellSilent({ host, exitCode }), { evidence }).failure;
}
