import { codeLines } from './code-lines.ts';
import type { SourceFile } from './source-file.ts';

/** Each rule names what is wrong with a file, nothing when all is well. */
export type Rule = (file: SourceFile) => readonly string[];

interface Layer {
  /** The folders under `src` it may know besides itself. */
  readonly knows: readonly string[];
  /** Packages it may use, with what stands before a `/`; undefined for any. */
  readonly packages?: readonly string[];
  readonly node: boolean;
}

/** `src/bot` → `src/handlers` → (`src/actions`, `src/auth`). */
const layers: Readonly<Record<string, Layer>> = {
  actions: { knows: [], packages: ['zod'], node: false },
  auth: { knows: [], packages: ['zod'], node: false },
  handlers: {
    knows: ['actions', 'auth'],
    packages: ['zod', 'canonicalize', 'fastest-levenshtein', 'intl-messageformat', 'string-width', 'p-limit', 'croner'],
    node: false,
  },
  bot: { knows: ['handlers', 'actions', 'auth'], node: true },
};

const layerOf = (path: string): string | undefined => /^src\/([^/]+)\//.exec(path)?.[1];
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

export const standsInALayer: Rule = ({ path }) =>
  Object.hasOwn(layers, layerOf(path) ?? '') ? [] : ['stands in none of the four folders'];

export const importsOnlyWhatItMay: Rule = ({ path, imports }) => {
  const own = layerOf(path) ?? '';
  const layer = layers[own];
  if (layer === undefined) return [];
  return imports.flatMap(({ target }) => {
    if (target.startsWith('node:')) return layer.node ? [] : [`imports ${target}`];
    if (!target.includes('/') || !/^(?:src|test|bench|scripts|config|\.\.)\//.test(target))
      return layer.packages?.includes(packageOf(target)) === false ? [`imports the package ${target}`] : [];
    const other = layerOf(target);
    return other === own || layer.knows.includes(other ?? '') ? [] : [`imports ${target}`];
  });
};

/** Files past the limit, each with its reason; an entry no longer needed fails. */
export const explained: Readonly<Record<string, string>> = {
  'bench/backup.ts': 'one measurement from end to end, with what it compares with',
  'test/actions/logs/cleanup-never-takes-open-files.test.ts': 'one promise, with each way a file may be open',
  'test/bot/config/faulty-configurations.ts': 'a table: one fault of a configuration a row',
  'test/bot/http/intake/webhook-auth.test.ts': 'one promise, with each way in',
  'test/lab/sudoers-is-exact.test.ts': 'one promise, with each word around what is allowed',
};
const maxLines = 250;

export const isShort: Rule = ({ path, text }) => {
  const lines = text.trimEnd().split('\n').length;
  const long = lines > maxLines;
  if (long === Object.hasOwn(explained, path)) return [];
  return [long ? `has ${lines} lines, at most ${maxLines}` : 'needs no explanation of its length any more'];
};

const drawers = ['helper', 'helpers', 'util', 'utils', 'common', 'misc', 'base', 'manager', 'shared', 'lib'];

export const isNamedForWhatItDoes: Rule = ({ path }) =>
  path
    .split('/')
    .slice(1)
    .flatMap((part) => {
      const name = part.replace(/(?:\.test)?\.ts$|\.css$/, '');
      if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) return [`"${name}" is not kebab-case`];
      return name === 'index' || drawers.some((drawer) => name === drawer || name.endsWith(`-${drawer}`))
        ? [`is called "${name}"`]
        : [];
    });

const banned: readonly (readonly [RegExp, string])[] = [
  [/\bas any\b|:\s*any\b|<any\b|\bany\[\]/, 'uses any'],
  [/@ts-(?:ignore|nocheck|expect-error)/, 'silences the type checker'],
  [/^export default\b/m, 'has a default export'],
  [/^export \*/m, 'is a barrel'],
  [/^(?:export )?(?:const )?enum\b/m, 'declares an enum'],
  [/^(?:export )?(?:declare )?namespace\b/m, 'declares a namespace'],
];

export const keepsToTheLanguage: Rule = ({ text }) => {
  const code = withoutText(text);
  return banned.flatMap(([pattern, fault]) =>
    pattern.test(pattern.source.includes('@ts') ? text : code) ? [fault] : [],
  );
};

/** A cast says why the compiler may be told so, on its line or the one before. */
export const explainsItsCasts: Rule = ({ text }) => {
  if (!/\bas\b/.test(text)) return [];
  const lines = codeLines(text);
  return lines.flatMap(({ code, hasComment }, at) =>
    hasComment || lines[at - 1]?.hasComment === true || !isCast(code)
      ? []
      : [`casts without a reason in line ${at + 1}`],
  );
};

/** Not `as const`, nor `as unknown` alone, which promises nothing, nor a name that is imported as another. */
const isCast = (code: string): boolean =>
  /(?<=[\w)\]}'"`]) as (?!const\b|unknown\b(?! as))[\w({["'`]/.test(code) &&
  !/^(?:import|export)\b|^\s*(?:type )?\w+ as \w+,?$/.test(code);

/** Time and chance come in as arguments there. */
export const isPure: Rule = ({ path, text }) =>
  ['actions', 'auth'].includes(layerOf(path) ?? '') &&
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bcrypto\.(?:random|getRandom)/.test(
    withoutText(text),
  )
    ? ['reads the clock or chance itself']
    : [];

/** Code without its comments and without what stands in quotes. */
const withoutText = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replace(/\/\/.*$/gm, '');

/** For tests and measurements too; what stands in them as an example is in quotes. */
export const rulesOfTests: Readonly<Record<string, Rule>> = { isShort, isNamedForWhatItDoes, keepsToTheLanguage };

export const rulesOfStyles: Readonly<Record<string, Rule>> = { isShort, isNamedForWhatItDoes };

export const rules: Readonly<Record<string, Rule>> = {
  standsInALayer,
  importsOnlyWhatItMay,
  isShort,
  isNamedForWhatItDoes,
  keepsToTheLanguage,
  explainsItsCasts,
  isPure,
};
