import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Action, defineQuery } from '../../../src/actions/action.ts';
import type { Argv, Inventory } from '../../../src/actions/ports.ts';
import { actions } from '../../../src/actions/registry.ts';
import { fail } from '../../../src/actions/result.ts';
import { shownCommand } from '../../../src/actions/shown-command.ts';
import { execWords, quoteArgv } from '../../../src/bot/hosts/quote.ts';
import { parse } from '../../../src/handlers/dispatch/parse.ts';
import { examples, sharpest } from '../../examples.ts';
import { people } from './cast.ts';
import { moods, type Traffic, trafficOf } from './host-traffic.ts';
import { attacks, hostile, hostileInventory, mark, plainInventory } from './hostile-words.ts';

/** Every input an action takes on these systems. */
function inputsOf(action: Action): readonly unknown[] {
  const targets = plainInventory
    .systems()
    .flatMap((system) => [
      { system: system.id },
      ...system.services.map((service) => ({ system: system.id, service: service.id })),
    ]);
  const choices = Object.entries(action.takes).flatMap(([field, word]) =>
    word.word === 'choice' ? Object.keys(word.choices).map((choice) => ({ [field]: choice })) : [],
  );
  return targets
    .map((target) => ({ ...target, ...givenTo(action) }))
    .flatMap((target) => [target, ...choices.map((choice) => ({ ...target, ...choice }))])
    .flatMap((input) => {
      const parsed = action.input.safeParse(input);
      return parsed.success ? [parsed.data] : [];
    });
}

/** What is asked for privately, before an action sees its input. */
const givenTo = (action: Action): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(action.takes).flatMap(([field, word]) =>
      word.word === 'secret' ? [[field, { secret: 'abcdefabcdef' }]] : [],
    ),
  );

async function allTraffic(action: Action, inventory: Inventory, said: string): Promise<Traffic> {
  const all: Traffic[] = [];
  for (const mood of moods)
    for (const input of inputsOf(action)) all.push(await trafficOf(action, input, inventory, { mood, said }));
  return {
    argvs: all.flatMap(({ argvs }) => argvs),
    urls: all.flatMap(({ urls }) => urls),
    shown: all.flatMap(({ shown }) => shown),
  };
}

const baseline = new Map(
  await Promise.all(actions.map(async (action) => [action, await allTraffic(action, plainInventory, '')] as const)),
);
const reaching = actions.filter((action) => (baseline.get(action)?.argvs.length ?? 0) > 0);
const programs = new Set([...baseline.values()].flatMap(({ argvs }) => argvs.flatMap((argv) => programOf(argv) ?? [])));
console.log(
  `${reaching.length} of ${actions.length} actions reach a host: ${reaching.map(({ name }) => name).join(' ')}`,
);
console.log(
  `${[...baseline.values()].reduce((sum, { argvs }) => sum + argvs.length, 0)} commands, ${programs.size} programs`,
);

/** The text a shell or an interpreter is given to run. */
function programOf(argv: readonly string[]): string | undefined {
  const at = argv.findIndex(
    (word, index) =>
      /(?:^|\/)(?:ba|da|k|z)?sh$|perl|python|awk|^eval$/.test(word) && /^-l?[ce]$/.test(argv[index + 1] ?? ''),
  );
  return at < 0 ? undefined : argv[at + 2];
}

test('some action reaches a host, so that there is something to hold', () => {
  expect(reaching.length).toBeGreaterThan(0);
  expect(programs.size).toBeGreaterThan(0);
});

/** A line break is no part of an address, so the schema takes it out there. */
const needsQuotes = hostile.filter((word) => shownCommand([word]) !== word && !word.includes('\n'));

/** What a machine can print back: a file's name has no slash, a line no break. */
const inOneLine = (word: string): string => word.replace(/[\s/]/g, ' ');

/** Throws unless hostile values change nothing but the arguments they are. */
async function holds(action: Action, plain: Traffic | undefined, word: string): Promise<void> {
  const said = inOneLine(word);
  const { argvs } = await allTraffic(action, hostileInventory(word).inventory, said);
  const without = (text: string): string => text.replaceAll(word, '').replaceAll(said, '');
  expect(argvs.map((argv) => argv.map(without))).toEqual(plain?.argvs);
  for (const argv of argvs) {
    expect(argv[0]).not.toContain(mark);
    const program = programOf(argv);
    if (program !== undefined) expect(programs).toContain(program);
  }
}

const written = (most: number) => sharpest(attacks.slice(0, most)).map((word) => [word] as [string]);
const [six, three] = [written(6), written(3)];

describe.each(reaching.map((action) => [action.name, action] as const))('/%s', (_, action) => {
  test('runs the same commands whatever the configuration and the machines say, each hostile word whole in its place', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, (word) => holds(action, baseline.get(action), word)),
      { numRuns: six.length + examples(8), examples: six },
    );
  });

  test('shows commands that are safe to copy', async () => {
    await fc.assert(
      fc.asyncProperty(needsQuotes, async (word) => {
        const { inventory } = hostileInventory(word);
        const { shown } = await allTraffic(action, inventory, inOneLine(word));
        for (const line of shown) expect(unquoted(line)).not.toContain(mark);
      }),
      { numRuns: three.length + examples(8), examples: three },
    );
  });

  test('gets no typed word to a host but whole, as an argument', async () => {
    let refused = 0;
    let carried = 0;
    await fc.assert(
      fc.asyncProperty(
        hostile,
        fc.constantFrom(...action.examples),
        fc.nat(),
        fc.nat(),
        async (word, example, at, form) => {
          const words = example.split(' ');
          const place = 1 + (at % words.length);
          const forms = [
            word,
            `"${word}"`,
            `「${word}」`,
            `${words[place] ?? ''}${word}`,
            ...Object.keys(action.takes).map((field) => `${field}="${word}"`),
          ];
          const typed = words.toSpliced(place, form % 2, forms[form % forms.length] ?? word).join(' ');
          const parsed = parse(typed, { commands: actions, systems: plainInventory.systems(), people });
          if (!parsed.ok || parsed.value.command !== action || parsed.value.fanOut) {
            refused++;
            return;
          }
          carried++;
          const values = Object.values(parsed.value.input as object).filter((value) => typeof value === 'string'); // its fields
          for (const mood of moods) {
            const input = { ...givenTo(action), ...(parsed.value.input as object) }; // its fields
            const { argvs, urls, shown } = await trafficOf(action, input, plainInventory, {
              mood,
              said: '',
            });
            for (const argv of argvs) holdsWhole(argv, values);
            for (const url of urls) expect(url).not.toContain(mark);
            for (const line of shown) expect(unquoted(line)).not.toContain(mark);
          }
        },
      ),
      { numRuns: examples(200) },
    );
    console.log(`/${action.name}: ${refused} refused before any host was asked, ${carried} carried through`);
    expect(refused).toBeGreaterThan(0);
  });
});

describe('what would let a word in is found', () => {
  const leaky = (argvOf: (path: string) => Argv): Action =>
    defineQuery({
      name: 'leak',
      aliases: [],
      summary: { key: 'test.leak' },
      examples: ['/leak teaching'],
      takes: { system: { word: 'system', optional: true } },
      input: z.strictObject({ system: z.string() }),
      permission: 'system:read',
      timeoutMs: 1_000,
      everySystem: false,
      async report({ system }, { hosts, inventory, signal }) {
        const path = inventory.system(system)?.folder ?? '/';
        await hosts.exec('h1', argvOf(path), { signal, timeoutMs: 1_000 });
        return fail('internal', { key: 'test.leak' });
      },
    });

  test.each([
    ['a path in the text of a program', (path: string): Argv => ['sh', '-c', `ls -l ${path}`]],
    ['a quoted path in the text of a program', (path: string): Argv => ['sudo', '-n', 'sh', '-c', `ls -l '${path}'`]],
    ['a path split into words', (path: string): Argv => ['ls', ...path.split(' ')]],
    ['a path as the program', (path: string): Argv => [path]],
  ])('%s', async (_, argvOf) => {
    const action = leaky(argvOf);
    const plain = await allTraffic(action, plainInventory, '');
    await expect(holds(action, plain, `; touch ${mark}`)).rejects.toThrow();
  });

  test('and a path that stands alone is let through', async () => {
    const action = leaky((path) => ['ls', '-l', '--', path]);
    await holds(action, await allTraffic(action, plainInventory, ''), `; touch ${mark}`);
  });

  test('the configuration is hostile in many places', () => {
    const { places } = hostileInventory(`; touch ${mark}`);
    console.log(`${places} values of the configuration were made hostile`);
    expect(places).toBeGreaterThan(25);
  });
});

/** A typed value stands alone as an argument, behind `--` where it could be taken for an option. */
function holdsWhole(argv: Argv, values: readonly string[]): void {
  const program = programOf(argv);
  if (program !== undefined) expect(programs).toContain(program);
  for (const [at, word] of argv.entries()) {
    if (!word.includes(mark)) continue;
    expect(at).toBeGreaterThan(0);
    expect(values).toContain(word);
    if (word.startsWith('-')) expect(argv.slice(0, at)).toContain('--');
  }
}

/** A line without what stands in the quotes that `shownCommand` puts around a word. */
const unquoted = (line: string): string => line.replace(/'(?:[^']|'\\'')*'/g, '');

describe('the quoting function', () => {
  const argument = fc
    .oneof(hostile, fc.string({ unit: 'grapheme' }))
    .filter((word) => !word.includes('\0') && word.isWellFormed());

  test.each([
    ['sent to a host', quoteArgv],
    ['shown to people', shownCommand],
  ])('gives a shell back every word as it was: %s', (_, quoteWords) => {
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 40 }), (words) => {
        const { stdout } = spawnSync('/bin/sh', ['-c', quoteWords(['printf', '%s\\0', ...words])], {
          encoding: 'utf8',
        });
        expect(stdout.split('\0').slice(0, -1)).toEqual(words);
      }),
      { numRuns: examples(40), examples: [[attacks]] },
    );
  });

  test('lets no word become the program', () => {
    expect(() => execWords(['--version'])).toThrow('not the name of a program');
    expect(execWords(['$(reboot)', 'x'])).toBe("exec '$(reboot)' 'x'");
  });
});
