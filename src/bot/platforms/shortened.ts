import type { Message } from '../../handlers/message.ts';

/** How much of a message is shown; the rest goes into a file. */
export interface Extent {
  readonly codeLines: number;
  readonly rows: number;
}

export const everything: Extent = { codeLines: 5_000, rows: 5_000 };

/** How one platform draws a message, as lines or parts or whatever it is made of there. */
export interface Drawing<Drawn> {
  readonly draw: (extent: Extent) => Drawn;
  /** What is read of it. */
  readonly wordsOf: (drawn: Drawn) => string;
  readonly fits: (drawn: Drawn) => boolean;
  /** For what fits in none. */
  readonly cut: (drawn: Drawn) => Drawn;
  /** All of it, for a file: nothing there is a button. */
  readonly inFull: () => Drawn;
}

export interface Shortened<Drawn> {
  readonly drawn: Drawn;
  /** The words of all of it, where it had to be shortened. */
  readonly whole?: string;
}

/** Shortened by meaning until it fits. `extents`: from all that is bearable to the least that still says what is wrong. */
export function shortened<Drawn>(
  { blocks }: Message,
  extents: readonly Extent[],
  { draw, wordsOf, fits, cut, inFull }: Drawing<Drawn>,
): Shortened<Drawn> {
  const fitting = extents.find((extent) => fits(draw(extent)));
  // The least of them stands last.
  const drawn = fitting === undefined ? cut(draw(extents.at(-1) ?? everything)) : draw(fitting);
  // A quotation may have lost lines where the message brings the file they are of.
  const hasFile = blocks.some(({ type }) => type === 'file');
  const most = hasFile && fitting !== undefined ? { ...everything, codeLines: fitting.codeLines } : everything;
  const isWhole = fitting !== undefined && wordsOf(draw(most)) === wordsOf(drawn);
  return { drawn, ...(isWhole ? {} : { whole: `${wordsOf(inFull())}\n` }) };
}
