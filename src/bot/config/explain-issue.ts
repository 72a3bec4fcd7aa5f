import type * as z from 'zod';
import { type Fault, fault } from './fault.ts';
import { knownKeys } from './json-schema.ts';
import { isSecretPlace } from './secret.ts';
import { suggestion } from './suggestion.ts';
import { at, keyPlaceOf, type Path, placeOf, plain, type Tree } from './tree.ts';

type Issue = z.core.$ZodIssue;

/** What a schema found, in the words of the file's author. `root` is the tree the schema read. */
export function explainIssue(root: Tree, issue: Issue, before: Path = []): readonly Fault[] {
  // Symbols do not come out of YAML.
  const path = [...before, ...(issue.path as Path)];
  if (isSecretPlace(path) && issue.code !== 'unrecognized_keys') return [secretFault(root, path)];
  const value = at(root, path);
  const named = shown(path);
  const here = (message: string, hint: string): readonly Fault[] => [fault(placeOf(root, path), message, hint)];
  if (value === undefined && issue.code !== 'unrecognized_keys') return [missing(root, path, issue)];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeys(path, value === undefined ? undefined : plain(value));
      return issue.keys.map((key) => unknownKey(root, [...path, key], known));
    }
    case 'invalid_type':
      return here(`${named} must be ${typeNames[issue.expected] ?? issue.expected}`, typeHint(issue.expected, value));
    case 'invalid_value': {
      const options = issue.values.map(String);
      const typed = value?.kind === 'scalar' ? String(value.value) : '';
      return here(`${named} must be ${either(options)}`, suggestion(typed, options, 'value'));
    }
    case 'invalid_union':
      return union(root, path, issue);
    case 'invalid_key': {
      const what = issue.issues[0]?.message ?? 'something else';
      return [fault(keyPlaceOf(root, path), `the key ${named} must be ${what}`, 'Rename it.')];
    }
    case 'too_small':
    case 'too_big':
      return here(...bounds(named, issue));
    case 'invalid_format':
    case 'custom':
      return here(`${named} must be ${formatOf(issue)}`, 'Correct the value.');
    default:
      return here(`${named} is not valid`, 'Compare it with the schema: zhiban schema.');
  }
}

function missing(root: Tree, path: Path, issue: Issue): Fault {
  const list = path.slice(0, -1);
  if (typeof path.at(-1) === 'number')
    return fault(
      at(root, list)?.place ?? placeOf(root, list),
      `${shown(list)} must not be empty`,
      'Write at least one.',
    );
  const what = issue.code === 'invalid_type' ? ` (${typeNames[issue.expected] ?? issue.expected})` : '';
  const hint = path.length === 1 ? `Write ${path[0]}: at the top of a file.` : `Add ${path.at(-1)}: here.`;
  return fault(placeOf(root, path), `${shown(path)} is missing${what}`, hint);
}

function unknownKey(root: Tree, path: Path, known: readonly string[]): Fault {
  const key = String(path.at(-1));
  const place = keyPlaceOf(root, path);
  if (key === '<<')
    return fault(
      place,
      'merge keys (<<) are not read',
      'Write the keys out, or use an alias (*name) for a whole value.',
    );
  return fault(
    place,
    `${shown(path)} is not a known key`,
    suggestion(
      key,
      known.filter((each) => each !== key),
      'key',
    ),
  );
}

/** The branch meant is the one that complains least. */
function union(root: Tree, path: Path, issue: z.core.$ZodIssueInvalidUnion): readonly Fault[] {
  if (issue.errors.length === 0) {
    const known = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
    const value = at(root, path);
    const typed = value?.kind === 'scalar' ? String(value.value) : '';
    return [fault(placeOf(root, path), `${shown(path)} must be ${either(known)}`, suggestion(typed, known, 'value'))];
  }
  const expected = issue.errors.map((branch) =>
    branch.find((each) => each.path.length === 0 && each.code === 'invalid_type'),
  );
  if (expected.every((each) => each?.code === 'invalid_type')) {
    const names = [
      ...new Set(
        expected.map((each) => (each?.code === 'invalid_type' ? (typeNames[each.expected] ?? each.expected) : '')),
      ),
    ];
    return [fault(placeOf(root, path), `${shown(path)} must be ${either(names)}`, 'Correct the value.')];
  }
  const [least] = issue.errors.toSorted((a, b) => weight(a) - weight(b));
  return (least ?? []).flatMap((each) => explainIssue(root, each, path));
}

const weight = (issues: readonly Issue[]): number =>
  issues.reduce((sum, each) => sum + (each.code === 'unrecognized_keys' ? each.keys.length * 2 : 1), 0);

const secretFault = (root: Tree, path: Path): Fault =>
  fault(
    placeOf(root, path),
    `${shown(path)} must say where the secret is, not the secret itself`,
    'Write { env: NAME } or { file: PATH }. If a secret stood here, replace it: it is in a file now.',
  );

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};

function typeHint(expected: string, value: Tree | undefined): string {
  if (expected === 'string' && value?.kind === 'scalar' && value.value !== null) return 'Put it in "quotes".';
  if (expected === 'array' || expected === 'tuple') return 'Write [a, b], or one - a line.';
  return 'Correct the value.';
}

function bounds(
  named: string,
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
): [message: string, hint: string] {
  if (issue.code === 'too_small' && issue.minimum === 1 && issue.origin !== 'number' && issue.origin !== 'int')
    return [`${named} must not be empty`, 'Give it a value, or leave the key out.'];
  const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  return [`${named} must be ${bound}`, 'Correct the value.'];
}

/** The schemas say what is wanted; where one does not, its pattern must do. */
function formatOf(issue: Issue): string {
  if (!issue.message.startsWith('Invalid')) return issue.message;
  if (issue.code === 'invalid_format' && issue.format === 'url') return 'an http or https URL';
  const pattern = issue.code === 'invalid_format' && 'pattern' in issue ? issue.pattern : undefined;
  return pattern === undefined ? 'written differently' : `like ${pattern}`;
}

/** `services.llm.port`: as the author of that file sees it. */
export const shown = (path: Path): string => {
  const own = path[0] === 'systems' && path.length > 1 ? path.slice(2) : path;
  return (
    own
      .map((key) => (typeof key === 'number' ? `[${key + 1}]` : `.${key}`))
      .join('')
      .replace(/^\./, '') || 'this file'
  );
};

const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
