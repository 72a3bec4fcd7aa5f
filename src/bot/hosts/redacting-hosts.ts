import type { Argv, Exec, ExecOptions, HostAnswer, HostRequest, Hosts, Pipes } from '../../actions/ports.ts';
import type { Block } from '../../actions/report.ts';
import { fail, ok, type Result } from '../../actions/result.ts';
import { withoutHidden } from '../../handlers/language/inert.ts';
import { makeBatch } from './batch.ts';
import { type Captured, CapturedText, type TextFilter } from './captured-text.ts';
import { commandFailure } from './command-failure.ts';
import { say } from './host-texts.ts';
import { pipeBetween } from './pipe.ts';
import type { Limits, Output, Transport } from './transport.ts';

/** What masks secrets; `handlers/redaction` makes one. */
export interface Masking {
  text(words: string): string;
  json<T>(value: T): T;
  stream(): TextFilter;
}

const outputBytes = 256 * 1024;
const bodyBytes = 64 * 1024;
const pipeWordsBytes = 16 * 1024;

/**
 * The port over transports. Everything a host says is masked as a stream, before the caps cut it, so that no half of a
 * secret is left at a cut.
 * @param use works over a host's transport; undefined when there is no such host
 * @param floodBytes of one command's output in all; more ends it.
 */
export function makeRedactingHosts(
  use: <T>(host: string, work: (transport: Transport) => Promise<T>) => Promise<T | undefined>,
  masking: () => Masking,
  floodBytes: number,
): Hosts & Pipes {
  const on = async <T>(host: string, work: (transport: Transport) => Promise<Result<T>>): Promise<Result<T>> => {
    const result = await use(host, work);
    if (result === undefined) return fail('not-found', say.unknownHost({ host }));
    return result.ok ? result : { ok: false, failure: masking().json(result.failure) };
  };
  const limitsOf = (options: ExecOptions): Limits => ({
    signal: options.signal,
    timeoutMs: options.timeoutMs,
    floodBytes,
  });
  return {
    exec: (host, argv, options) =>
      on(host, async (transport) => {
        const capture = captureOf(masking(), options);
        const stdin = options.stdin === undefined ? {} : { stdin: options.stdin };
        const ran = await transport.run({ argv, ...stdin, ...limitsOf(options), output: capture.output });
        if (!ran.ok) return ran;
        const { by, exitCode, signal, tookMs } = ran.value;
        const said = capture.end();
        if (by === 'itself') return ok({ exitCode, ...(signal === undefined ? {} : { signal }), ...said, tookMs });
        const failure = commandFailure(host, argv, { ...ran.value, by }, options.timeoutMs, evidenceOf(said));
        return failure ?? ok({ exitCode: null, ...said, tookMs });
      }),
    batch: (host, commands, options) =>
      on(host, (transport) => batchOn(host, transport, commands, options, limitsOf(options), masking())),
    pipe: (from, to, options) =>
      on(from.host, (source) =>
        on(to.host, (target) =>
          pipeBetween({ ...from, transport: source }, { ...to, transport: target }, options, () =>
            captureOf(masking(), { ...options, maxBytes: pipeWordsBytes }),
          ),
        ),
      ),
    request: (host, request) => on(host, (transport) => requestOn(transport, request, masking())),
  };
}

async function batchOn(
  host: string,
  transport: Transport,
  commands: readonly Argv[],
  options: ExecOptions,
  limits: Limits,
  masking: Masking,
): Promise<Result<readonly Exec[]>> {
  const first = commands[0];
  if (first === undefined) return ok([]);
  for (const argv of commands) {
    const refusal = await transport.refusal(argv);
    if (refusal !== undefined) return { ok: false, failure: refusal };
  }
  const captures = commands.map(() => captureOf(masking, options));
  const batch = makeBatch(
    commands,
    captures.map((capture) => capture.output),
  );
  const ran = await transport.run({ argv: ['sh'], stdin: batch.program, ...limits, output: batch.output });
  if (!ran.ok) return ran;
  const ended = batch.end();
  const execs = captures.map((capture, index): Exec => {
    const end = ended[index];
    return { exitCode: end?.exitCode ?? null, ...capture.end(), tookMs: end?.tookMs ?? ran.value.tookMs };
  });
  const { by } = ran.value;
  const unfinished = commands[ended.length];
  if (by === 'itself' || unfinished === undefined) return ok(execs);
  if (by === 'timeout' && ended.length > 0 && ran.value.gone) return ok(execs);
  const evidence = evidenceOf(execs[ended.length] ?? { stdout: '', stderr: '' });
  return commandFailure(host, unfinished, { ...ran.value, by }, options.timeoutMs, evidence) ?? ok(execs);
}

async function requestOn(transport: Transport, request: HostRequest, masking: Masking): Promise<Result<HostAnswer>> {
  const startedAt = performance.now();
  const body = new CapturedText(request.maxBytes ?? bodyBytes, () => masking.stream(), 'head');
  const answered = await transport.request(request, (chunk) => body.push(chunk));
  if (!answered.ok) return answered;
  const { text, droppedBytes } = body.end();
  const headers = Object.entries(answered.value.headers).map(([name, value]) => [name, masking.text(value)]);
  return ok({
    ...answered.value,
    headers: Object.fromEntries(headers),
    body: asSeen(masking, text),
    droppedBytes,
    tookMs: performance.now() - startedAt,
  });
}

/** A colour or an invisible character in the middle of a secret hides it from the stream, not from the reader. */
const asSeen = (masking: Masking, text: string): string => (withoutHidden(text) === text ? text : masking.text(text));

export interface Capture {
  readonly output: Output;
  end(): Pick<Exec, 'stdout' | 'stderr' | 'droppedBytes'>;
}

function captureOf(masking: Masking, options: ExecOptions): Capture {
  const make = (): CapturedText => new CapturedText(options.maxBytes ?? outputBytes, () => masking.stream());
  const stdout = make();
  const stderr = make();
  return {
    output: { stdout: (chunk) => stdout.push(chunk), stderr: (chunk) => stderr.push(chunk) },
    end() {
      const out: Captured = stdout.end();
      const err: Captured = stderr.end();
      return {
        stdout: asSeen(masking, out.text),
        stderr: asSeen(masking, err.text),
        droppedBytes: out.droppedBytes + err.droppedBytes,
      };
    },
  };
}

/** The newest words of a command that did not end well. */
function evidenceOf(said: Pick<Exec, 'stdout' | 'stderr'>): readonly Block[] {
  const newest = [said.stdout, said.stderr].map((text) => text.trimEnd().slice(-2_000)).filter((text) => text !== '');
  return newest.map((text) => ({ type: 'code', text }));
}
