/**
 * So many examples of a property with `npm run test:all`; a quarter of them on an ordinary day, and a twentieth before a
 * commit (`npm run check`); other ones each time.
 */
export const examples = (all: number): number => Math.ceil(all / share());

/** Of examples written down, sharpest first: all of them, and a third before a commit. */
export const sharpest = <T>(written: readonly T[]): readonly T[] =>
  isBeforeCommit ? written.slice(0, Math.ceil(written.length / 3)) : written;

const isBeforeCommit = process.env.BEFORE_COMMIT === '1';

function share(): number {
  if (process.env.TEST_ALL === '1') return 1;
  return isBeforeCommit ? 20 : 4;
}
