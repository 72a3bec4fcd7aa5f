import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { guardKinds } from '../../src/actions/guards/table.ts';
import { actions } from '../../src/actions/registry.ts';
import { stepKinds } from '../../src/actions/steps/table.ts';

const folders = ['backups', 'checks', 'services'];

/** Families named otherwise than their folder. */
const otherFolders: Readonly<Record<string, string>> = { db: 'databases', restore: 'backups' };

test('there are actions', () => expect(actions.length).toBeGreaterThanOrEqual(9));

describe.each(actions.map((action) => ({ ...action, action })))('$name', (action) => {
  test('is the name of its file', () => {
    const [first = '', second] = action.name.split(' ');
    // The first of two words is the folder's: `backup now` is in `backups`.
    const within = second === undefined ? folders : [first, `${first}s`, otherFolders[first] ?? first];
    const files = [...new Set(within)].map((folder) => `src/actions/${folder}/${second ?? first}.ts`);
    expect(files.filter((file) => existsSync(file))).toHaveLength(1);
  });

  test('is one or two words that every platform can type', () => expect(action.name).toMatch(/^[a-z]+( [a-z]+)?$/));

  test('asks for a permission', () => expect(action.permission).toMatch(/^[a-z]+:[a-z]+$/));

  test('has a time limit', () => {
    expect(action.timeoutMs).toBeGreaterThan(0);
    expect(action.timeoutMs).toBeLessThanOrEqual(60_000);
  });

  test('has examples of its own, each by one of its names', () => {
    const names = [action.name, ...action.aliases];
    // The second word may stand further back: `/logs teaching errors`.
    const called = (example: string) =>
      names.some((each) =>
        each
          .split(' ')
          .every((word, at) => (at === 0 ? example.split(' ')[0] === word : example.split(' ').includes(word))),
      );
    for (const example of action.examples) expect(called(example.slice(1)), example).toBe(true);
    expect(new Set(action.examples).size).toBe(action.examples.length);
  });

  test('takes into fields what its input has', () => {
    const fields = action.input instanceof z.ZodObject ? Object.keys(action.input.shape) : [];
    expect(new Set(Object.keys(action.takes))).toEqual(new Set(fields));
  });

  test('refuses what its input does not have', () => {
    expect(action.input.safeParse({ system: 'teaching', nonsense: 1 }).success).toBe(false);
    expect(action.input.safeParse({ system: 'teaching' }).success).toBe(true);
  });
});

test('no name and no alias means two actions', () => {
  const words = actions.flatMap(({ name, aliases }) => [name, ...aliases]);
  expect(new Set(words).size).toBe(words.length);
});

test('no example is given twice', () => {
  const examples = actions.flatMap((action) => [...action.examples]);
  expect(new Set(examples).size).toBe(examples.length);
});

test('kinds of steps and guards are found by their own names', () => {
  for (const [name, kind] of stepKinds) expect(kind.kind).toBe(name);
  for (const [name, kind] of guardKinds) expect(kind.guard).toBe(name);
});
