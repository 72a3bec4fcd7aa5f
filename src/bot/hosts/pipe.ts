import { PassThrough } from 'node:stream';
import type { Exec, Piped, PipeEnd, PipeOptions } from '../../actions/ports.ts';
import { ok, type Result } from '../../actions/result.ts';
import { commandFailure } from './command-failure.ts';
import type { Capture } from './redacting-hosts.ts';
import type { Ended, Flow, Transport } from './transport.ts';

type End = PipeEnd & { readonly transport: Transport };

/** Held between the two at most; then the first is stopped until the second has read. */
const betweenBytes = 1024 * 1024;

/** One program's stdout as another's stdin, over whatever transports. When one does not end well the other is ended too. */
export async function pipeBetween(
  from: End,
  to: End,
  { signal, timeoutMs, progress }: PipeOptions,
  capture: () => Capture,
): Promise<Result<Piped>> {
  const between = new PassThrough({ highWaterMark: betweenBytes });
  between.on('error', () => {}); // the second closed its stdin; its end tells
  const broken = new AbortController();
  const limits = { signal: AbortSignal.any([signal, broken.signal]), timeoutMs, floodBytes: Number.POSITIVE_INFINITY };
  let bytes = 0;
  let control: Flow | undefined;
  between.on('drain', () => control?.resume());
  const [said, heard] = [capture(), capture()];
  const writing = from.transport
    .run({
      argv: from.argv,
      ...limits,
      flow: (given) => {
        control = given;
      },
      output: {
        stdout: (chunk) => {
          bytes += chunk.length;
          progress?.(bytes);
          // A transport may use its buffer again.
          if (!between.destroyed && !between.write(Buffer.from(chunk))) control?.pause();
        },
        stderr: said.output.stderr,
      },
    })
    .then((ran) => {
      // Half a stream must not look like a whole one.
      if (ran.ok && ran.value.by === 'itself' && ran.value.exitCode === 0) between.end();
      else {
        between.destroy();
        broken.abort(new Error('the other end broke off'));
      }
      return ran;
    });
  const reading = to.transport.run({ argv: to.argv, ...limits, stdin: between, output: heard.output }).then((ran) => {
    if (!ran.ok || ran.value.by !== 'itself' || ran.value.exitCode !== 0) {
      broken.abort(new Error('the other end broke off'));
    }
    between.destroy();
    return ran;
  });
  const [wrote, read] = await Promise.all([writing, reading]);
  const first = execOf(from, wrote, said, timeoutMs, broken.signal.aborted && !signal.aborted);
  const second = execOf(to, read, heard, timeoutMs, broken.signal.aborted && !signal.aborted);
  if (!first.ok) return first;
  return second.ok ? ok({ bytes, from: first.value, to: second.value }) : second;
}

const notBegun = { exitCode: null, tookMs: 0 };

/** Who was ended because the other broke off did not fail: it has no exit code. */
function execOf(
  { host, argv }: PipeEnd,
  ran: Result<Ended>,
  capture: Capture,
  timeoutMs: number,
  forTheOther: boolean,
): Result<Exec> {
  if (!ran.ok) return forTheOther && ran.failure.code === 'cancelled' ? ok({ ...notBegun, ...capture.end() }) : ran;
  const { by, exitCode, signal, tookMs } = ran.value;
  const words = capture.end();
  const exec: Exec = { exitCode, ...(signal === undefined ? {} : { signal }), ...words, tookMs };
  if (by === 'itself' || (by === 'abort' && forTheOther)) return ok(exec);
  const evidence = words.stderr.trim() === '' ? [] : [{ type: 'code' as const, text: words.stderr.trim() }];
  return commandFailure(host, argv, { ...ran.value, by }, timeoutMs, evidence) ?? ok(exec);
}
