import type { Clock } from '../clock.ts';

/** Messages handed to one platform at the same time. */
const atOnce = 8;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** What is being sent now, and which conversations and platforms must rest. Bounded: what rests or is busy, no more. */
export interface Traffic {
  heldLanes(): readonly string[];
  heldPlatforms(): readonly string[];
  /** False when the platform has enough to do. */
  begin(lane: string, platform: string): boolean;
  end(lane: string, platform: string): void;
  /** It went well: the next failure rests shortly again. */
  well(lane: string): void;
  /** Rests, longer each time, or as long as the platform said. */
  rest(
    lane: string,
    platform: string,
    said?: { readonly afterMs: number; readonly scope: 'conversation' | 'platform' },
  ): void;
  /** A platform that was connected anew: what rested there need not. */
  fresh(platform: string): void;
  /** Milliseconds until the first one has rested; undefined when none rests. */
  restedInMs(): number | undefined;
  busy(): number;
}

/** `chance`: 0 to 1, so that many who failed together do not come back together. */
export function makeTraffic(clock: Clock, chance: () => number): Traffic {
  const busyLanes = new Set<string>();
  const busy = new Map<string, number>();
  const resting = new Map<string, { readonly platform: string; readonly untilMs: number; readonly failures: number }>();
  const platformsRest = new Map<string, number>();
  const rests = (untilMs: number): boolean => untilMs > clock.monotonic();
  /** A conversation nobody writes to any more is forgotten. */
  const forget = (): void => {
    for (const [lane, { untilMs }] of resting)
      if (untilMs + 2 * longestPauseMs < clock.monotonic()) resting.delete(lane);
  };

  return {
    heldLanes() {
      forget();
      return [...busyLanes, ...[...resting].filter(([, { untilMs }]) => rests(untilMs)).map(([lane]) => lane)];
    },
    heldPlatforms: () => [
      ...[...platformsRest].filter(([, untilMs]) => rests(untilMs)).map(([name]) => name),
      ...[...busy].filter(([, count]) => count >= atOnce).map(([name]) => name),
    ],
    begin(lane, platform) {
      const now = busy.get(platform) ?? 0;
      if (now >= atOnce || busyLanes.has(lane)) return false;
      busyLanes.add(lane);
      busy.set(platform, now + 1);
      return true;
    },
    end(lane, platform) {
      busyLanes.delete(lane);
      busy.set(platform, (busy.get(platform) ?? 1) - 1);
    },
    well: (lane) => void resting.delete(lane),
    rest(lane, platform, said) {
      const failures = (resting.get(lane)?.failures ?? 0) + 1;
      const grown = Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs) * (0.75 + chance() / 2);
      const untilMs = clock.monotonic() + Math.max(said?.afterMs ?? 0, said === undefined ? grown : 0);
      resting.set(lane, { platform, untilMs, failures });
      if (said?.scope === 'platform') platformsRest.set(platform, untilMs);
    },
    fresh(platform) {
      platformsRest.delete(platform);
      for (const [lane, rest] of resting) if (rest.platform === platform) resting.delete(lane);
    },
    restedInMs() {
      const ends = [...[...resting.values()].map(({ untilMs }) => untilMs), ...platformsRest.values()].filter(rests);
      return ends.length === 0 ? undefined : Math.min(...ends) - clock.monotonic();
    },
    busy: () => busyLanes.size,
  };
}
