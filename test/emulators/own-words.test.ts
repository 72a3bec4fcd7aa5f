import { globSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const files = globSync('**/*.ts', { cwd: import.meta.dirname });

test('an emulator shares nothing with what it tests: it imports its own files, Node, the SDKs, and never the bot', () => {
  const outside = files.flatMap((file) =>
    [...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/(?:from|import\() ?'(\.[^']*)'/g)].flatMap(
      ([, path = '']) => {
        const to = relative(import.meta.dirname, resolve(join(import.meta.dirname, file), '..', path));
        return to.startsWith('..') || isAbsolute(to) ? [`${file} imports ${path}`] : [];
      },
    ),
  );
  expect(files.length).toBeGreaterThan(30);
  expect(outside).toEqual([]);
});
