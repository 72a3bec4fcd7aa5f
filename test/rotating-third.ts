/** A third of an exhaustive set, another one each day; all of it with `npm run test:all`. The last one is always there. */
export function rotatingThird(count: number): readonly number[] {
  const today = Math.floor(Date.now() / 86_400_000) % 3;
  return Array.from({ length: count }, (_, at) => at + 1).filter(
    (point) => process.env.TEST_ALL === '1' || point % 3 === today || point === count,
  );
}

/** For a slow test among others like it: whether it has its turn today, one day in three; always with `npm run test:all`. */
export const hasTurn = (turn: number): boolean =>
  process.env.TEST_ALL === '1' || rotatingThird(turn + 1).includes(turn);
