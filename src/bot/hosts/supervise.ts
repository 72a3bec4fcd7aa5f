import { performance } from 'node:perf_hooks';
import type { SessionEnd } from './end-session.ts';
import { watch, within } from './time-limit.ts';
import type { ByteSink, Ended, Limits, Output } from './transport.ts';

/** A program at work, over whatever transport. */
export interface Started {
  /** Settles when its end was seen and its output read, or the connection went. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly signal?: string } | 'lost'>;
  /** Ends all its processes and looks whether they are gone. Bounded in time. */
  end(): Promise<SessionEnd>;
  /** Lets go of it: no more output, nothing held open. */
  discard(): void;
}

type Breach = 'timeout' | 'abort' | 'flood';

/** How long the end of a program that we ended may take to arrive. */
const lastWordsMs = 1_000;

/**
 * Runs a program within its limits: time, the caller's signal, bytes of output. What passes a limit is ended, and that
 * is looked at. After that moment no output is passed on.
 */
export async function supervise(
  limits: Limits,
  output: Output,
  start: (output: Output) => Promise<Started>,
): Promise<Ended> {
  const startedAt = performance.now();
  const breach = Promise.withResolvers<Breach>();
  const counted = counting(output, limits.floodBytes, () => breach.resolve('flood'));
  const stopWatch = watch(limits, (by) => breach.resolve(by));
  const over = breach.promise.finally(counted.stop);
  const sum = (end: Omit<Ended, 'tookMs'>): Ended => ({ ...end, tookMs: performance.now() - startedAt });
  try {
    const starting = start(counted.output);
    const started = await Promise.race([starting, over]);
    if (typeof started === 'string') {
      void starting.then((late) => late.end().finally(() => late.discard())).catch(() => {}); // its connection is gone
      return sum({ by: started, exitCode: null, gone: false, left: [] });
    }
    const how = await Promise.race([started.ended, over]);
    if (how === 'lost') {
      started.discard();
      return sum({ by: 'lost', exitCode: null, gone: false, left: [] });
    }
    if (typeof how === 'object') return sum({ by: 'itself', ...how, gone: true, left: [] });
    const end = await started.end();
    if (end.gone) await within(started.ended, lastWordsMs);
    started.discard();
    return sum({ by: how, exitCode: null, ...end });
  } finally {
    stopWatch();
  }
}

function counting(output: Output, floodBytes: number, onFlood: () => void): { output: Output; stop: () => void } {
  let bytes = 0;
  let open = true;
  const counted =
    (sink: ByteSink): ByteSink =>
    (chunk) => {
      if (!open) return;
      bytes += chunk.length;
      sink(chunk);
      if (bytes > floodBytes) onFlood();
    };
  return {
    output: { stdout: counted(output.stdout), stderr: counted(output.stderr) },
    stop: () => {
      open = false;
    },
  };
}
