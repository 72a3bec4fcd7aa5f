import { connect } from 'node:net';
import { dirname } from 'node:path';
import type { HostRequest } from '../../../actions/ports.ts';
import { fail, ok, type Result } from '../../../actions/result.ts';
import { notStarted } from '../command-failure.ts';
import type { LocalHostSpec } from '../host-spec.ts';
import { say } from '../host-texts.ts';
import { exchange, hostnameOf, isLoopback, portOf } from '../http-exchange.ts';
import { supervise } from '../supervise.ts';
import type { ByteSink, HttpHead, Transport } from '../transport.ts';
import { confinementFailure } from './confinement.ts';
import { startLocal } from './local-process.ts';

/** What a program of ours is told of this process's environment; secrets are in the rest. */
const passedOn = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ', 'USER', 'LOGNAME', 'SHELL', 'TMPDIR'];

export interface LocalOptions {
  readonly host: string;
  readonly spec: LocalHostSpec;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** This machine itself, within one folder and without other rights. */
export function makeLocalTransport({ host, spec, env }: LocalOptions): Transport {
  const { folder } = spec;
  const passed = passedOn.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  const programFolders = [...(env.PATH ?? '').split(':').filter((path) => path !== ''), dirname(process.execPath)];
  const closing = new AbortController();
  const working = new Set<Promise<unknown>>();
  const refusal: Transport['refusal'] = (argv) => confinementFailure(host, folder, programFolders, argv);
  const tracked = <T>(work: Promise<T>): Promise<T> => {
    working.add(work);
    return work.finally(() => working.delete(work));
  };
  return {
    refusal,
    async run(work) {
      const refused = await refusal(work.argv);
      if (refused !== undefined) return { ok: false, failure: refused };
      const signal = AbortSignal.any([work.signal, closing.signal]);
      if (signal.aborted) return notStarted(host, work.argv, 'abort', work.timeoutMs);
      const around = { folder, env: Object.fromEntries(passed) };
      const start = async (output: typeof work.output) => startLocal(work.argv, work, output, around);
      return ok(await tracked(supervise({ ...work, signal }, work.output, start)));
    },
    request: (request, body) => tracked(requestHere(host, request, body)),
    async close() {
      closing.abort();
      await Promise.allSettled(working);
    },
  };
}

function requestHere(host: string, request: HostRequest, body: ByteSink): Promise<Result<HttpHead>> {
  const url = new URL(request.url);
  const name = hostnameOf(url);
  if (!isLoopback(name)) return Promise.resolve(fail('denied', say.onlyLoopback({ host, url: request.url })));
  const stream = connect({ host: name, port: portOf(url), noDelay: true });
  return exchange({ host, request, limit: request, stream, forwarding: 'direct', body });
}
