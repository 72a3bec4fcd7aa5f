import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** How many rows of each kind the list of operations has; 108 in all. */
const rowsOf = { T: 25, I: 19, S: 8, Z: 8, U: 21, B: 4, D: 11, A: 5, C: 3, N: 4 };
const expected = Object.entries(rowsOf).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, at) => `${letter}${at + 1}`),
);

const root = join(import.meta.dirname, '..');
const rows = readFileSync(join(root, 'docs/operations.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [id, command, state, ...more] = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
    return id !== undefined && /^[A-Z]\d+$/.test(id) ? [{ id, command, state, more }] : [];
  });

/** Files a row names, from the root or under `test`: `works — test/lab/restart.test.ts`. */
const filesOf = (state: string): readonly string[] =>
  (/^works — (.+)$/.exec(state)?.[1] ?? '')
    .split(/,\s*/)
    .map((name) => name.replace(/^`?(?:test\/)?(.*?)`?$/, 'test/$1'));

/** Whether a title of a test, of a group or of a table's row names the operation as a word of its own. */
const isTitled = (text: string, id: string): boolean =>
  [...text.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '').matchAll(/(?:[([]|,\s)\s*(['"`])((?:(?!\1)[^\\\n]|\\.)*)\1/g)].some(
    ([, , title = '']) => new RegExp(`(?<![A-Za-z0-9])${id}(?![A-Za-z0-9])`).test(title),
  );

describe('docs/operations.md', () => {
  test('has every operation of the list once', () => {
    expect(expected.length).toBe(108);
    expect(rows.map(({ id }) => id).sort()).toEqual([...expected].sort());
  });

  test('says of each what is typed, and that it works or does not yet', () => {
    for (const { id, command, state = '', more } of rows) {
      expect(more, id).toEqual([]);
      expect(command, id).not.toBe('');
      expect(state, id).toMatch(/^(?:not yet|works — \S.*\.test\.ts`?)$/);
    }
    console.log(`${rows.filter(({ state }) => state !== 'not yet').length} of ${rows.length} operations work`);
  });

  test.each(rows.filter(({ state }) => state !== 'not yet'))(
    '$id is held by the test it names',
    ({ id, state = '' }) => {
      for (const file of filesOf(state)) {
        expect(existsSync(join(root, file)), `${file} exists`).toBe(true);
        expect(isTitled(readFileSync(join(root, file), 'utf8'), id), `${file} has a title with ${id}`).toBe(true);
      }
    },
  );
});

test.each([
  ["test('T2: health names each part', () => {});", 'T2', true],
  ['describe("T1–T3 on the lab", () => {});', 'T3', true],
  ['test.each([\n  [`S1`, 1],\n])', 'S1', true],
  ["test('T22: version', () => {});", 'T2', false],
  ["// test('T2')\nconst x = T2;", 'T2', false],
  ["const id = 'x'; // T2", 'T2', false],
])('%s names %s: %s', (text, id, titled) => {
  expect(isTitled(text, id)).toBe(titled);
});
