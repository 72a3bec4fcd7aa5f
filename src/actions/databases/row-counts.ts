/** Rows per table, of lines `200|"people"`. */
export function countsIn(rows: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    rows.flatMap((row): [string, number][] => {
      const [, count, table] = /^(\d+)\|(".*")$/.exec(row) ?? [];
      return count === undefined || table === undefined ? [] : [[textOf(table), Number(count)]];
    }),
  );
}

function textOf(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return json; // masked or cut on its way: still a name to show
  }
}
