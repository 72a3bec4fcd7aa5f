import type { Argv } from '../../actions/ports.ts';
import type { Block } from '../../actions/report.ts';
import { type Failure, type FailureCode, fail } from '../../actions/result.ts';
import type { CatalogueText } from '../../actions/text.ts';
import { say } from './host-texts.ts';
import type { Ended } from './transport.ts';

type Failed = { readonly ok: false; readonly failure: Failure };
type Unwell = Pick<Ended, 'left' | 'gone'> & { readonly by: Exclude<Ended['by'], 'itself'> };

/**
 * Why a command has no exit code, or undefined when that is well: a flood that was ended is an answer.
 * `unknown-outcome` whenever it may still be at work, or may have done its work unseen.
 */
export function commandFailure(
  host: string,
  argv: Argv,
  ended: Unwell,
  timeoutMs: number,
  evidence: readonly Block[],
): Failed | undefined {
  const params = {
    host,
    program: argv[0],
    limit: { durationMs: timeoutMs },
    pids: { list: ended.left.map(String) },
  };
  const failed = (code: FailureCode, message: CatalogueText): Failed =>
    fail(code, message, { evidence, detail: { argv, by: ended.by, gone: ended.gone, left: ended.left } });
  const unseen = ended.left.length === 0;
  switch (ended.by) {
    case 'lost':
      return failed('unknown-outcome', say.lost(params));
    case 'timeout':
      if (ended.gone) return failed('timed-out', say.timedOut(params));
      return failed('unknown-outcome', unseen ? say.timedOutUnseen(params) : say.timedOutLeft(params));
    case 'abort':
      if (ended.gone) return failed('cancelled', say.cancelled(params));
      return failed('unknown-outcome', unseen ? say.cancelledUnseen(params) : say.cancelledLeft(params));
    case 'flood':
      return ended.gone ? undefined : failed('unknown-outcome', say.floodLeft(params));
  }
}

/** It was never started: the time was over, or it was called off, before its turn came. */
export function notStarted(host: string, argv: Argv, by: 'timeout' | 'abort', timeoutMs: number): Failed {
  const params = { host, program: argv[0] };
  if (by === 'abort') return fail('cancelled', say.cancelledBefore(params));
  return fail('timed-out', say.busy({ ...params, limit: { durationMs: timeoutMs } }));
}
