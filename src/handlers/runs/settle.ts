import type { FailureCode } from '../../actions/result.ts';
import type { ReadBack } from '../../actions/step.ts';
import { texts } from '../../actions/text.ts';
import type { Clock } from '../clock.ts';

const everyMs = 5_000;
const atMostMs = 60_000;

export const say = texts('settle', {
  looking: {
    en: 'I cannot tell yet whether it happened; I read {host} again every 5 s',
    zh: '暂时无法确定是否已生效,每 5 秒重新查看一次 {host}',
  },
});

const blurred: ReadonlySet<FailureCode> = new Set(['unknown-outcome', 'unreachable', 'timed-out']);

/** After these a step may or may not have taken effect. */
export const leavesDoubt = (code: FailureCode): boolean => blurred.has(code);

/** Reads the host until it tells whether a step took effect, or a minute is over. Never repeats the step. */
export async function settle(readBack: () => Promise<ReadBack>, clock: Clock): Promise<ReadBack> {
  const deadline = clock.monotonic() + atMostMs;
  for (;;) {
    const found = await readBack();
    if (found !== 'unknown' || clock.monotonic() + everyMs > deadline) return found;
    await clock.sleep(everyMs);
  }
}
