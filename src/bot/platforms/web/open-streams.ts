/** How many there are in all. `streams`: of each person. */
export const openStreams = (streams: ReadonlyMap<string, number>): number =>
  [...streams.values()].reduce((sum, count) => sum + count, 0);
