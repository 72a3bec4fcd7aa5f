/** Wakes whoever waits for something to change. */
export interface Changes {
  announce(): void;
  /** Resolves at the next announcement, after `ms`, or when the signal aborts. */
  next(ms: number, signal: AbortSignal): Promise<void>;
}

/** `before`: done at each announcement before anybody is woken. */
export function makeChanges(before: () => void = () => {}): Changes {
  const waiting = new Set<() => void>();
  return {
    announce() {
      before();
      for (const wake of [...waiting]) wake();
    },
    next: (ms, signal) =>
      new Promise((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          clearTimeout(timer);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const timer = setTimeout(wake, ms);
        waiting.add(wake);
        signal.addEventListener('abort', wake);
        if (signal.aborted) wake();
      }),
  };
}
