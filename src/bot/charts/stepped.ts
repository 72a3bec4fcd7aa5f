type Points = readonly (readonly [atMs: number, value: number])[];

/** What a line is drawn through: each value to the end of the time it was counted over, where it was. */
export const stepped = (points: Points, holdsMs: number | undefined): Points =>
  holdsMs === undefined
    ? points
    : points.flatMap(
        ([atMs, value]): Points => [
          [atMs, value],
          [atMs + holdsMs - 1, value],
        ],
      );
