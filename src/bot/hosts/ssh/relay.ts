import { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { HostRequest } from '../../../actions/ports.ts';
import { fail, type Result } from '../../../actions/result.ts';
import { outside } from '../../../actions/text.ts';
import { FrameSplitter } from '../frames.ts';
import { say } from '../host-texts.ts';
import { hostnameOf, portOf } from '../http-exchange.ts';
import { execWords } from '../quote.ts';
import { relayProgram } from './relay-program.ts';

/** The command line of a relay that gives up by itself a little after the request has. */
export function relayLine(request: HostRequest, nonce: string, timeoutMs: number): string {
  const url = new URL(request.url);
  const seconds = Math.max(1, Math.ceil(timeoutMs / 1_000) + 1);
  return execWords(['sh', '-c', relayProgram, 'relay', hostnameOf(url), `${portOf(url)}`, `${seconds}`, nonce]);
}

export interface Relay {
  /** Carries the bytes, from when it is connected. */
  readonly stream: Duplex;
  /** The exit code when it ended without connecting; null for one that has none. */
  readonly connected: Promise<true | { readonly exitCode: number | null }>;
}

export function attachRelay(channel: ClientChannel, nonce: string): Relay {
  const connected = Promise.withResolvers<true | { readonly exitCode: number | null }>();
  let relayed = false;
  let exitCode: number | null = null;
  const stream = new Duplex({
    read: () => channel.resume(),
    write: (chunk: Buffer, _encoding, done) => {
      channel.write(chunk, () => done());
    },
    final: (done) => {
      channel.end();
      done();
    },
    destroy: (error, done) => {
      channel.close();
      done(error);
    },
  });
  const pass = (chunk: Uint8Array): void => {
    if (relayed && !stream.push(chunk)) channel.pause();
  };
  const splitter = new FrameSplitter(nonce, 1, pass, () => {
    relayed = true;
    connected.resolve(true);
  });
  channel.on('data', (chunk: Buffer) => splitter.push(chunk));
  channel.stderr.resume();
  channel.on('error', () => {}); // `close` follows
  channel.on('exit', (code: number | null) => {
    exitCode = code;
  });
  channel.on('close', () => {
    connected.resolve({ exitCode });
    stream.push(null);
  });
  return { stream, connected: connected.promise };
}

/** Why a relay did not connect; it ends with curl's exit codes. */
export function relayFailure(host: string, request: HostRequest, exitCode: number | null): Result<never> {
  const asked = { host, url: request.url, limit: { durationMs: request.timeoutMs } };
  const detail = { url: request.url, exitCode };
  switch (exitCode) {
    case 7:
      return fail('unhealthy', say.portRefused(asked), { detail });
    case 28:
      return fail('timed-out', say.noAnswer(asked), { detail });
    case 127:
      return fail('unhealthy', say.noRelay(asked), { detail });
    default: {
      const reason = exitCode === 6 ? 'name unknown' : `relay: exit ${exitCode ?? '?'}`;
      return fail('unhealthy', say.noConnection({ ...asked, reason: outside(reason) }), { detail });
    }
  }
}
