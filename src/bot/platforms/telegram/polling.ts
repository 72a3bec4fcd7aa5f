import { createBatchSink, createRunner, createSource } from '@grammyjs/runner';
import type { Api } from 'grammy';
import type { Clock } from '../../../handlers/clock.ts';
import { GrammyError } from './grammy.ts';
import { wantedUpdates } from './payloads.ts';

export interface Polling {
  stop(): Promise<void>;
}

export interface PollingParts {
  readonly api: Api;
  readonly clock: Clock;
  /** Resolves when an update is kept; only then is it confirmed to Telegram. */
  readonly keep: (update: unknown) => Promise<void>;
  /** Asking failed; it is asked again. */
  readonly failed: (error: unknown) => void;
  /** It went well again. */
  readonly well: () => void;
}

/** The signal of an older library; like our own. */
type Signal = NonNullable<Parameters<Api['getUpdates']>[1]>;

/** Telegram holds a request so long when there is nothing. */
const holdSeconds = 20;
const mostPauseMs = 30_000;
/** After what only people can mend. */
const longPauseMs = 15_000;

/**
 * Asks Telegram for updates. All of a batch are kept at the same time and answered in the background, so that a slow
 * command blocks nobody; the next batch is asked for from the first one that could not be kept.
 */
export function startPolling({ api, clock, keep, failed, well }: PollingParts): Polling {
  const end = new AbortController();
  let offset = 0;
  let batch: readonly number[] = [];
  const kept = new Set<number>();
  let pauseMs = 1_000;

  /** Past what was kept, up to the first that was not; by their ids, whatever order they came in. */
  const confirm = (): void => {
    const missing = batch.filter((id) => !kept.has(id));
    if (missing.length > 0) offset = Math.min(...missing);
    else if (batch.length > 0) offset = Math.max(...batch) + 1;
    kept.clear();
    batch = [];
  };

  const supply = async (most: number, signal: Signal) => {
    if (batch.some((id) => !kept.has(id))) await clock.sleep(1_000, end.signal);
    confirm();
    for (;;) {
      try {
        const limit = Math.max(1, Math.min(100, most));
        const query = { offset, limit, timeout: holdSeconds, allowed_updates: wantedUpdates };
        const updates = await api.getUpdates(query, signal);
        pauseMs = 1_000;
        well();
        batch = updates.map(({ update_id }) => update_id);
        return updates;
      } catch (error) {
        if (signal.aborted || end.signal.aborted) throw error;
        failed(error);
        await clock.sleep(pauseAfter(error, pauseMs), end.signal);
        pauseMs = Math.min(pauseMs * 2, mostPauseMs);
      }
    }
  };

  const consume = async (update: { readonly update_id: number }): Promise<void> => {
    await keep(update);
    kept.add(update.update_id);
  };
  const source = createSource({ supply });
  const sink = createBatchSink<{ readonly update_id: number }>({ consume }, async (error) => failed(error));
  const runner = createRunner(source, sink);
  runner.start();
  const going = runner.task()?.catch(() => undefined); // ended: what `supply` throws then is of no interest
  return {
    async stop() {
      end.abort(new Error('the bot is about to end'));
      await runner.stop()?.catch(() => undefined); // likewise
      await going;
    },
  };
}

function pauseAfter(error: unknown, pauseMs: number): number {
  if (!(error instanceof GrammyError)) return pauseMs;
  if (error.error_code === 429) return (error.parameters.retry_after ?? 5) * 1_000;
  return [401, 404, 409].includes(error.error_code) ? longPauseMs : pauseMs;
}
