import type { Clock } from '../clock.ts';
import { atMost } from '../loop.ts';

export interface Turn {
  /** Resolves when all that was asked before in this conversation has passed, or took too long. */
  comes(): Promise<void>;
  /** It is answered, says how it goes, or will never be. */
  passes(): void;
}

/** An answer that takes longer holds up none of those after it. */
const patienceMs = 700;

/** Answers of one conversation stand in the order of what was asked. Bounded: what is being answered. */
export function makeTurns(clock: Clock): (lane: string) => Turn {
  const asked = new Map<string, Set<Asked>>();
  return (lane) => {
    const own = oneMore(clock.monotonic());
    const all = asked.get(lane) ?? new Set();
    const before = [...all];
    asked.set(lane, all.add(own));
    return {
      async comes() {
        for (const { atMs, passed } of before) {
          const leftMs = atMs + patienceMs - clock.monotonic();
          if (leftMs > 0) await atMost(clock, leftMs, passed);
        }
      },
      passes() {
        own.pass();
        all.delete(own);
        if (all.size === 0 && asked.get(lane) === all) asked.delete(lane);
      },
    };
  };
}

interface Asked {
  readonly atMs: number;
  readonly passed: Promise<void>;
  readonly pass: () => void;
}

function oneMore(atMs: number): Asked {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { atMs, passed: promise, pass: resolve };
}
