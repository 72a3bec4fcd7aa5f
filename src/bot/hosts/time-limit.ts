import { performance } from 'node:perf_hooks';

/** How long something may take, and who may call it off. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** Calls back once when the time is over or the signal aborts. Returns what stops it. */
export function watch(limit: TimeLimit, onBreach: (by: 'timeout' | 'abort') => void): () => void {
  const breach = (by: 'timeout' | 'abort') => (): void => {
    stop();
    onBreach(by);
  };
  const onAbort = breach('abort');
  const timer = setTimeout(breach('timeout'), Math.max(0, limit.timeoutMs));
  const stop = (): void => {
    clearTimeout(timer);
    limit.signal.removeEventListener('abort', onAbort);
  };
  limit.signal.addEventListener('abort', onAbort, { once: true });
  if (limit.signal.aborted) onAbort();
  return stop;
}

/** What is left of a limit, whenever it is asked. */
export function remaining(limit: TimeLimit): () => TimeLimit {
  const startedAt = performance.now();
  return () => ({ signal: limit.signal, timeoutMs: limit.timeoutMs - (performance.now() - startedAt) });
}

/** A promise's value, or what came first. The promise itself goes on. */
export function limited<T>(
  promise: Promise<T>,
  limit: TimeLimit,
): Promise<{ readonly value: T } | 'timeout' | 'abort'> {
  return new Promise((resolve, reject) => {
    const stop = watch(limit, resolve);
    promise.then((value) => resolve({ value }), reject).finally(stop);
  });
}

/** A promise's value, or undefined when it takes longer. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([promise, over]);
  } finally {
    clearTimeout(timer);
  }
}
