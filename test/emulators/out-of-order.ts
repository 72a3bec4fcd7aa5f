export interface OutOfOrder {
  /** The next so many wait for each other, and the last one comes first. */
  next(count: number): void;
  /** Brings it in its turn: at once unless the order is to be turned round. */
  bring(go: () => void): void;
  /** Nobody waits any longer. */
  end(): void;
}

/** What was sent one after the other arrives the other way round, as on several links or calls at the same time. */
export function makeOutOfOrder(): OutOfOrder {
  let wanted = 0;
  let held: (() => void)[] = [];
  const end = (): void => {
    const all = held.toReversed();
    wanted = 0;
    held = [];
    for (const go of all) go();
  };
  return {
    end,
    next(count) {
      wanted = count;
    },
    bring(go) {
      if (wanted === 0) return go();
      held.push(go);
      if (held.length >= wanted) end();
    },
  };
}
