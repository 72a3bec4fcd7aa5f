/**
 * So many examples of a property with `npm run test:all`; a quarter of them on an ordinary day, and a twentieth before a
 * commit (`npm run check`); other ones each time.
 */
export const examples = (all: number): number => Math.ceil(all / share());

function share(): number {
  if (process.env.TEST_ALL === '1') return 1;
  return process.env.BEFORE_COMMIT === '1' ? 20 : 4;
}
