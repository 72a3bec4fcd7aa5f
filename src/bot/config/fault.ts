/** Where something stands in a file; line and column count from 1, columns in UTF-16 units. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing wrong with the configuration, for its author. Never holds a value that may be a secret. */
export interface Fault extends Place {
  readonly message: string;
  /** How to mend it. */
  readonly hint: string;
}

export const fault = (place: Place, message: string, hint: string): Fault => ({
  file: place.file,
  line: place.line,
  column: place.column,
  message,
  hint,
});

export const placeKey = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

/** By file, line and column, each fault once. */
export function sortFaults(faults: readonly Fault[]): readonly Fault[] {
  const sorted = faults.toSorted(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      a.line - b.line ||
      a.column - b.column ||
      (a.message < b.message ? -1 : a.message > b.message ? 1 : 0),
  );
  const seen = new Set<string>();
  return sorted.filter((each) => {
    const key = `${placeKey(each)} ${each.message}`;
    return !seen.has(key) && seen.add(key);
  });
}
