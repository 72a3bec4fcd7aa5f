import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { guardKinds } from '../src/actions/guards/table.ts';
import { actions } from '../src/actions/registry.ts';
import { stepKinds } from '../src/actions/steps/table.ts';
import { catalogue } from '../src/actions/text.ts';
import { known } from '../src/bot/compose.ts';
import { makeDemoCommand } from '../src/bot/demo/demo-command.ts';
import type { Chattable } from '../src/handlers/command.ts';
import { ownCommands } from '../src/handlers/commands/registry.ts';
import { buildCommandIndex } from '../src/handlers/dispatch/command-index.ts';
import { parse } from '../src/handlers/dispatch/parse.ts';
import { labSettings } from './fakes/lab-settings.ts';

/** What holds for every command there is, so that a new one needs no test of it. */

const src = join(import.meta.dirname, '../src');
const registered: readonly Chattable[] = [...actions, ...ownCommands];
const commands = [...registered, makeDemoCommand(() => '')];
const { systems, policy } = labSettings();
const context = { commands, systems, people: policy.people, me: 'alice' };

/** Whatever way it was made. */
const isCommand = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'takes' in value && 'permission' in value && 'examples' in value;

/** Files that declare a command, and what they export. */
const declaring = (
  await Promise.all(
    ['actions', 'handlers/commands'].flatMap((folder) =>
      readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map(async (name) => {
          const file = join(src, folder, name);
          const exported = Object.values((await import(file)) as Readonly<Record<string, unknown>>); // a module's exports
          return { file, exported };
        }),
    ),
  )
).filter(({ exported }) => exported.some(isCommand));

/** Chapters of the manuals whose first word in chat is another. */
const chapterOf: ReadonlyMap<string | undefined, string> = new Map([
  ['db', 'databases'],
  ['restore', 'backups'],
]);

test('every file that declares a command is in a registry, once', () => {
  console.log(`${actions.length} actions, ${ownCommands.length} commands of the bot, ${declaring.length} files`);
  expect(declaring.length).toBeGreaterThan(10);
  const declared = declaring.flatMap(({ exported }) => registered.filter((command) => exported.includes(command)));
  expect(declared.map(({ name }) => name).sort()).toEqual(registered.map(({ name }) => name).sort());
  expect(declared.length).toBe(declaring.length);
});

test('no two commands answer to one name', () => {
  expect(() => buildCommandIndex(commands)).not.toThrow();
  const words = commands.flatMap(({ name, aliases }) => [name, ...aliases]);
  expect(new Set(words).size).toBe(words.length);
});

test('no example is given twice', () => {
  const given = commands.flatMap((command) => [...command.examples]);
  expect(new Set(given).size).toBe(given.length);
});

test('kinds of steps and guards are found by their own names', () => {
  expect(Math.min(stepKinds.size, guardKinds.size)).toBeGreaterThan(3);
  for (const [name, kind] of stepKinds) expect(kind.kind).toBe(name);
  for (const [name, kind] of guardKinds) expect(kind.guard).toBe(name);
});

test('each permission asked for inside the handlers is one some command declares, so that grants may name it', () => {
  const files = readdirSync(join(src, 'handlers'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const asked = files.flatMap((file) =>
    [
      ...readFileSync(join(src, 'handlers', file), 'utf8').matchAll(
        /refusalOf(?:Alert)?\(\s*request,\s*'([^']+)'|permission: '([^']+)'/g,
      ),
    ].map(([, typed, named]) => typed ?? named ?? ''),
  );
  expect(asked.length).toBeGreaterThan(40);
  expect(asked.filter((permission) => !known.permissions.some((each) => each === permission))).toEqual([]);
});

/** What its first example means, on a system where it names none. */
const exampleOf = ({ examples: [example], takes }: Chattable): object => {
  const parsed = parse(example, context);
  if (!parsed.ok) throw new Error(`${example}: ${JSON.stringify(parsed.failure)}`);
  const named = 'system' in takes ? { system: 'teaching' } : {};
  return Object.assign(named, parsed.value.input);
};

describe.each(registered.map((command) => [command.name, command] as const))('/%s', (name, command) => {
  test('is named like its file', () => {
    const { file = '' } = declaring.find(({ exported }) => exported.includes(command)) ?? {};
    expect(basename(file, '.ts')).toBe(name.split(' ').at(-1));
    const [first, second] = name.split(' ');
    if (second !== undefined)
      expect(basename(join(file, '..'))).toMatch(new RegExp(`^${chapterOf.get(first) ?? first}`));
  });

  test('is ready for a phone in both languages', () => {
    expect(name).toMatch(/^[a-z]+( [a-z]+)?$/);
    expect(command.aliases.some((alias) => /^\p{Script=Han}+$/u.test(alias))).toBe(true);
    expect(catalogue.get(command.summary.key)).toMatchObject({ en: expect.any(String), zh: expect.any(String) });
  });

  test('needs a permission noun:verb and has a time limit of at most an hour', () => {
    expect(command.permission).toMatch(/^[a-z]+:[a-z]+$/);
    expect(command.timeoutMs).toBeGreaterThan(0);
    expect(command.timeoutMs).toBeLessThanOrEqual(command.kind === 'command' ? 3_600_000 : 60_000);
    for (const permission of command.asksFor ?? []) expect(permission).toMatch(/^[a-z]+:[a-z]+$/);
  });

  test('takes nothing its input has no field for', () => {
    expect(command.input.safeParse({ ...exampleOf(command), nonsense: 1 }).success).toBe(false);
    expect(command.input.safeParse(exampleOf(command)).success).toBe(true);
  });

  test('has a word for every field and a field for every word', () => {
    const { input, takes } = command;
    expect(input).toBeInstanceOf(z.ZodObject);
    const shape = input instanceof z.ZodObject ? input.shape : {};
    expect(new Set(Object.keys(takes))).toEqual(new Set(Object.keys(shape)));
    for (const [field, word] of Object.entries(takes)) {
      if (word.word === 'system' || word.word === 'service') expect(field).toBe(word.word);
      if (word.word !== 'choice') continue;
      const schema = shape[field] as z.ZodType; // its keys were compared above
      for (const choice of Object.keys(word.choices)) expect(schema.safeParse(choice).success, choice).toBe(true);
    }
  });
});

const examples = commands.flatMap((command) => command.examples.map((example) => [example, command] as const));

describe('every example is understood as its own command', () => {
  test.each(examples)('%s', (example, command) => {
    expect(example).toMatch(/^\/\S/);
    const result = parse(example, context);
    expect(result.ok ? result.value.command.name : result.failure).toBe(command.name);
  });

  test.each(examples)('without its slash, in full width, in capitals: %s', (example) => {
    const meant = parse(example, context);
    const fullWidth = example.replace(/[!-~](?=[^"]*(?:"[^"]*"[^"]*)*$)/g, (character) =>
      String.fromCharCode(character.charCodeAt(0) + 0xfee0),
    );
    expect(parse(example.slice(1), context)).toEqual(meant);
    expect(parse(fullWidth, context)).toEqual(meant);
    expect(
      parse(
        example.replace(/^\S+/, (word) => word.toUpperCase()),
        context,
      ),
    ).toEqual(meant);
  });
});
