import * as z from 'zod';
import type { Takes, Word, WordKind } from '../../actions/words.ts';
import type { Chattable } from '../command.ts';
import { fold, isBeyondAscii } from './fold.ts';

/** All commands by every way they can be called. Built once per list of commands. */
export interface CommandIndex {
  /** Folded name or alias → command. */
  readonly byName: ReadonlyMap<string, Shape>;
  /** First word of two-word names → second word → command. */
  readonly families: ReadonlyMap<string, ReadonlyMap<string, Shape>>;
  /** As declared, for suggestions. */
  readonly spellings: readonly string[];
  /** Letters of the longest alias that may stand glued to what follows. */
  readonly longestGlued: number;
}

/** A command with its words sorted for look-up. */
export interface Shape {
  readonly command: Chattable;
  /** Fields per kind, in declared order. */
  readonly fields: Readonly<Partial<Record<WordKind, readonly string[]>>>;
  /** Folded spelling → field and value. */
  readonly choices: ReadonlyMap<string, { readonly field: string; readonly value: string }>;
  /** Folded key → field. */
  readonly options: ReadonlyMap<string, string>;
  /** The option that a word which can be nothing else belongs to. */
  readonly bare: string | undefined;
  /** Fields the input cannot do without, whether or not they have to be typed, in declared order. */
  readonly needed: ReadonlySet<string>;
  /** How many words it can take besides the rest. */
  readonly places: number;
  /** A query asked of every system when none is named. */
  readonly everySystem: boolean;
  /** It can be told to mean no system in particular: `all`. */
  readonly takesAll: boolean;
}

const namePattern = /^[a-z]+(?: [a-z]+)?$/;

/** Throws when two commands answer to one name, or one command's words cannot be told apart. */
export function buildCommandIndex(commands: readonly Chattable[]): CommandIndex {
  const byName = new Map<string, Shape>();
  const families = new Map<string, Map<string, Shape>>();
  const spellings: string[] = [];
  for (const command of commands) {
    if (!namePattern.test(command.name))
      throw new Error(`"${command.name}" is no name for a command: one or two words of a to z`);
    const shape = shapeOf(command);
    for (const spelling of [command.name, ...command.aliases]) {
      const key = fold(spelling);
      const words = key.split(' ');
      const holder = byName.get(key);
      if (holder !== undefined)
        throw new Error(`/${holder.command.name} and /${command.name} are both called "${spelling}"`);
      if (key === '' || words.length > 2 || /["'=/@「『]/.test(key))
        throw new Error(`"${spelling}" cannot be an alias of /${command.name}`);
      byName.set(key, shape);
      spellings.push(spelling);
      const [first = '', second] = words;
      if (second === undefined) continue;
      const family = families.get(first) ?? new Map<string, Shape>();
      families.set(first, family.set(second, shape));
    }
  }
  const glued = [...byName.keys()].filter(isBeyondAscii).map((key) => key.length);
  return { byName, families, spellings, longestGlued: Math.max(0, ...glued) };
}

const indexes = new WeakMap<readonly Chattable[], CommandIndex>();

/** The index of a list, built at its first use. */
export function commandIndexOf(commands: readonly Chattable[]): CommandIndex {
  const known = indexes.get(commands) ?? buildCommandIndex(commands);
  indexes.set(commands, known);
  return known;
}

function shapeOf(command: Chattable): Shape {
  const fields: Partial<Record<WordKind, string[]>> = {};
  const choices = new Map<string, { field: string; value: string }>();
  const options = new Map<string, string>();
  let bare: string | undefined;
  for (const [field, word] of Object.entries<Word>(command.takes)) {
    const alike = fields[word.word] ?? [];
    fields[word.word] = [...alike, field];
    if (
      alike.length > 0 &&
      (word.word === 'system' || word.word === 'service' || word.word === 'log' || word.word === 'rest')
    )
      throw new Error(`/${command.name} takes ${word.word} twice: ${alike[0]} and ${field}`);
    if (word.word === 'option') options.set(fold(field), field);
    if (word.word === 'option' && word.bare === true) bare = field;
    if (word.word === 'choice') addChoices(choices, command, field, word.choices);
  }
  const everySystem = command.kind === 'query' && command.everySystem;
  const needed = new Set(Object.keys(command.takes).filter((field) => isNeeded(command, field)));
  const leftOpen = fields.system?.some((field) => !needed.has(field)) ?? false;
  return {
    command,
    needed,
    places: Object.keys(command.takes).length,
    fields,
    choices,
    options,
    bare,
    everySystem,
    takesAll: everySystem || (command.kind === 'command' && leftOpen),
  };
}

/** A word may be left out and yet its field be needed: `/restart llm` says no system. */
function isNeeded({ takes, input }: Chattable, field: string): boolean {
  const schema = input instanceof z.ZodObject ? (input.shape[field] as z.ZodType | undefined) : undefined; // a shape holds schemas
  return takes[field]?.optional === false || schema?.safeParse(undefined).success === false;
}

function addChoices(
  known: Map<string, { field: string; value: string }>,
  command: Chattable,
  field: string,
  choices: Extract<Takes[string], { word: 'choice' }>['choices'],
): void {
  for (const [value, spellings] of Object.entries(choices))
    for (const spelling of [value, ...spellings]) {
      const holder = known.get(fold(spelling));
      if (holder !== undefined && (holder.field !== field || holder.value !== value))
        throw new Error(`/${command.name} takes "${spelling}" as ${holder.field} and as ${field}`);
      known.set(fold(spelling), { field, value });
    }
}
