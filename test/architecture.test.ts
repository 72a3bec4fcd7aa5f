import { describe, expect, test } from 'vitest';
import { fileCycles, folderCycles, roomPairs } from './architecture/cycles.ts';
import { explained, rules, rulesOfStyles, rulesOfTests } from './architecture/rules.ts';
import { sourceFile, sourceFiles } from './architecture/source-file.ts';

const files = sourceFiles('src');
console.log(`read ${files.length} files under src`);

test('there are files to look at, and their imports were seen', () => {
  expect(files.length).toBeGreaterThan(100);
  for (const folder of ['actions', 'auth', 'handlers', 'bot'])
    expect(files.filter(({ path }) => path.startsWith(`src/${folder}/`)).length, folder).toBeGreaterThan(5);
  const written = files.reduce(
    (sum, { text }) => sum + (text.match(/^(?:import|export)\b[^;]*\bfrom '/gm)?.length ?? 0),
    0,
  );
  expect(files.reduce((sum, { imports }) => sum + imports.length, 0)).toBeGreaterThanOrEqual(written);
});

describe('every file', () => {
  test.each(Object.entries(rules))('%s', (_, rule) => {
    expect(files.flatMap((file) => rule(file).map((fault) => `${file.path} ${fault}`))).toEqual([]);
  });

  test('imports no ring of files', () => {
    expect(fileCycles(files)).toEqual([]);
  });

  test('imports no ring of folders', () => {
    expect(folderCycles(files)).toEqual([]);
  });
});

/** Rooms that need each other today; a line goes when one of them no longer does, and none may come. */
const needEachOther = {
  'src/handlers': ['alerts ↔ gate', 'alerts ↔ maintenance'],
  'src/actions': ['backups ↔ checks', 'backups ↔ databases'],
  'src/bot': ['config ↔ platforms', 'doctor ↔ platforms'],
};

test.each(Object.entries(needEachOther))('rooms in %s need each other only where that is known', (folder, known) => {
  expect(roomPairs(files, folder)).toEqual(known);
});

describe.each([
  ['test', rulesOfTests, sourceFiles('test').filter(({ path }) => !path.startsWith('test/architecture'))],
  ['measurement', rulesOfTests, sourceFiles('bench')],
  ['stylesheet', rulesOfStyles, sourceFiles('src', '.css')],
] as const)('every file that is a %s', (_, rulesOf, all) => {
  test.each(Object.entries(rulesOf))('%s', (_name, rule) => {
    expect(all.length).toBeGreaterThan(5);
    expect(all.flatMap((file) => rule(file).map((fault) => `${file.path} ${fault}`))).toEqual([]);
  });
});

test('what is explained is there', () => {
  const all = ['src', 'test', 'bench'].flatMap((folder) => sourceFiles(folder).map(({ path }) => path));
  expect(Object.keys(explained).filter((path) => !all.includes(path))).toEqual([]);
});

const manyLines = 'x\n'.repeat(251);

describe('a fault is found', () => {
  test.each([
    ['src/actions/x.ts', 'imports node:fs/promises', "import { readFile } from 'node:fs/promises';"],
    ['src/actions/x.ts', 'imports src/auth/policy.ts', "import type { Grant } from '../auth/policy.ts';"],
    ['src/actions/x.ts', 'imports the package ssh2', "import { Client } from 'ssh2';"],
    ['src/auth/x.ts', 'imports src/actions/plan.ts', "import { plan } from '../actions/plan.ts';"],
    ['src/auth/x.ts', 'imports src/bot/y.ts', "export { y } from '../bot/y.ts';"],
    ['src/handlers/x.ts', 'imports src/bot/y.ts', "const y = await import('../bot/y.ts');"],
    ['src/handlers/x.ts', 'imports the package better-sqlite3', "import {\n  a,\n  b,\n} from 'better-sqlite3';"],
    ['src/handlers/x.ts', 'imports node:crypto', "import 'node:crypto';"],
    ['src/bot/x.ts', 'imports test/fakes/fake.ts', "import { fake } from '../../test/fakes/fake.ts';"],
    ['src/other/x.ts', 'stands in none of the four folders', ''],
    ['src/bot/x.ts', 'has 251 lines, at most 250', manyLines],
    ['src/bot/x.css', 'has 251 lines, at most 250', manyLines],
    ['test/bot/x.test.ts', 'has 251 lines, at most 250', manyLines],
    ['test/bot/string-helpers.ts', 'is called "string-helpers"', ''],
    ['src/bot/utils/x.ts', 'is called "utils"', ''],
    ['src/bot/string-helpers.ts', 'is called "string-helpers"', ''],
    ['src/bot/index.ts', 'is called "index"', ''],
    ['src/bot/SshHosts.ts', '"SshHosts" is not kebab-case', ''],
    ['src/bot/x.ts', 'uses any', 'const y = z as any;'],
    ['src/bot/x.ts', 'uses any', 'function y(z: any): void {}'],
    ['src/bot/x.ts', 'silences the type checker', '// @ts-ignore\nx();'],
    ['src/bot/x.ts', 'has a default export', 'export default 1;'],
    ['src/bot/x.ts', 'is a barrel', "export * from './y.ts';"],
    ['src/bot/x.ts', 'declares an enum', 'export enum Y { A }'],
    ['src/bot/x.ts', 'casts without a reason in line 1', 'const y = z as string;'],
    ['src/bot/x.ts', 'casts without a reason in line 3', '// why\n\nconst y = z as unknown as Y;'],
    ['src/bot/x.ts', 'casts without a reason in line 2', `const quoted = /'/;\nconst y = \`\${z as Y}\`;`],
    ['src/actions/x.ts', 'reads the clock or chance itself', 'const now = Date.now();'],
    ['src/auth/x.ts', 'reads the clock or chance itself', 'const now = new Date();'],
  ])('%s %s', (path, fault, text) => {
    const file = sourceFile(path, text);
    expect(Object.values(rules).flatMap((rule) => rule(file))).toContain(fault);
  });

  test.each([
    ['src/actions/x.ts', "import * as z from 'zod';\nimport type { Plan } from './plan.ts';"],
    [
      'src/handlers/x.ts',
      "import { decide } from '../auth/decide.ts';\n// import x from '../bot/x.ts'\nconst s = 'as any';",
    ],
    ['src/bot/x.ts', 'const y = z as string; // why'],
    ['src/bot/x.ts', '/** Why. */\nconst y = z as string;'],
    ['src/bot/x.ts', "import {\n  a as b,\n} from 'ssh2';\nconst c = d as const;\nconst e = f as unknown;"],
    ['src/bot/x.ts', `const s = 'a as B' + \`as C \${d} as E\` + /z as Y/.source;`],
    ['src/bot/x.ts', "import { Client } from 'ssh2';\nimport { a } from '../actions/a.ts';\nconst now = Date.now();"],
  ])('and none where none is: %s, %j', (path, text) => {
    const file = sourceFile(path, text);
    expect(Object.values(rules).flatMap((rule) => rule(file))).toEqual([]);
  });

  test('a ring of files, of folders', () => {
    const ring = [
      sourceFile('src/bot/x.ts', "import { y } from '../handlers/y.ts';"),
      sourceFile('src/handlers/y.ts', "import { z } from '../auth/z.ts';"),
      sourceFile('src/auth/z.ts', "import { x } from '../bot/x.ts';"),
    ];
    expect(fileCycles(ring)).toEqual(['src/auth/z.ts → src/bot/x.ts → src/handlers/y.ts → src/auth/z.ts']);
    expect(folderCycles(ring)).toEqual(['src/auth → src/bot → src/handlers → src/auth']);
  });
});
