/** So many examples of a property with `npm run test:all`; a quarter of them on an ordinary day, other ones each time. */
export const examples = (all: number): number => (process.env.TEST_ALL === '1' ? all : Math.ceil(all / 4));
