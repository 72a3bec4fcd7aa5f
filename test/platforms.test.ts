import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const page = join(import.meta.dirname, '../docs/platforms/README.md');
const lines = readFileSync(page, 'utf8').split('\n');

const cellsOf = (line: string): readonly string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
/** The first of the page. */
const table = lines.slice(lines.findIndex((line) => line.startsWith('| | Slack')));
const end = table.findIndex((line) => !line.startsWith('|'));
const platforms = cellsOf(table[0] ?? '').slice(1);
const cells = table.slice(2, end).flatMap((line) => {
  const [feature = '', ...rest] = cellsOf(line);
  return rest.map((text, at) => ({ feature, platform: platforms[at] ?? '', text }));
});

interface Proof {
  readonly name: string;
  readonly file: string;
  readonly title: string;
}
/** `[name]: path "title of the test"`, as links of markdown are defined. */
const proofs = new Map(
  lines.flatMap((line) => {
    const [, name, path, title] = /^\[([^\]]+)\]: (\S+) "(.+)"$/.exec(line) ?? [];
    return name === undefined || path === undefined || title === undefined
      ? []
      : [[name, { name, title, file: resolve(dirname(page), path) }] as const];
  }),
);
const namedIn = (text: string): readonly string[] =>
  [...text.matchAll(/\[✓\]\[([^\]]+)\]/g)].map(([, name = '']) => name);

/** A file of tests, and the suites beside it that it runs. */
function sourceOf(file: string): string {
  const own = readFileSync(file, 'utf8');
  const suites = [...own.matchAll(/^import \{.*from '(\.\/[\w-]+-contract\.ts)'/gm)];
  return [own, ...suites.map(([, path = '']) => sourceOf(join(dirname(file), path)))].join('\n');
}

/** Whether it is the first argument of a test, an entry of whose table it may be. */
const isTitle = (source: string, title: string): boolean =>
  source.split('\n').some((line) => {
    const at = line.indexOf(`'${title.replaceAll("'", "\\'")}'`);
    return at >= 0 && /^\s*(?:(?:test|describe)\(|.*\)\(|)$/.test(line.slice(0, at));
  });

/** What a file calls the platform it is about. */
const words: Readonly<Record<string, RegExp>> = {
  Slack: /slack/i,
  DingTalk: /dingtalk/i,
  Telegram: /telegram/i,
  page: /web|page/i,
  terminal: /terminal|zhiban/i,
};

describe('docs/platforms/README.md', () => {
  test('has the five platforms, and says of each feature how it is there', () => {
    expect(platforms).toEqual(Object.keys(words));
    expect(cells.length).toBeGreaterThanOrEqual(75);
    for (const { feature, platform, text } of cells) expect(text, `${feature} on ${platform}`).not.toBe('');
  });

  test.each(cells)('$feature on $platform is proven by the tests it names', ({ platform, text }) => {
    const named = namedIn(text);
    // What a platform has not, no test can show.
    if (text.startsWith('–')) return expect(named).toEqual([]);
    expect(named).not.toEqual([]);
    expect(new Set(named).size).toBe(named.length);
    for (const name of named) {
      const { file, title } = proofs.get(name) ?? ({ file: '', title: '' } satisfies Omit<Proof, 'name'>);
      expect(existsSync(file), `[${name}] names a file that is there`).toBe(true);
      expect(file).toMatch(/\.test\.ts$/);
      const source = sourceOf(file);
      expect(source, `[${name}] is about ${platform}`).toMatch(words[platform] ?? /^$/);
      expect(isTitle(source, title), `${file} has a test "${title}"`).toBe(true);
    }
  });

  test('names no test twice under one name, and none in vain', () => {
    const defined = lines.flatMap((line) => /^\[([^\]]+)\]: /.exec(line)?.[1] ?? []);
    expect(new Set(defined).size).toBe(defined.length);
    expect(defined.filter((name) => !cells.some(({ text }) => namedIn(text).includes(name)))).toEqual([]);
  });
});

test.each([
  ["test('it holds', () => {});", 'it holds', true],
  ["  test.each([1])('it holds: %s', () => {});", 'it holds: %s', true],
  ["  ] as const)('it holds', async () => {});", 'it holds', true],
  ["test.each(['a'])(\n  'it holds',\n", 'it holds', true],
  ["// 'it holds'", 'it holds', false],
  ["test('it holds not', () => {});", 'it holds', false],
  ["expect(x).toBe('it holds')", 'it holds', false],
])('%s has a test "%s": %s', (source, title, holds) => {
  expect(isTitle(source, title)).toBe(holds);
});
