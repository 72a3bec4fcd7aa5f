import type { System } from '../../actions/inventory.ts';
import type { Result } from '../../actions/result.ts';
import { fail } from '../../actions/result.ts';
import type { Chattable } from '../command.ts';
import { inputOf, type Parsed, validated } from './build-input.ts';
import { clean } from './clean.ts';
import { commandIndexOf } from './command-index.ts';
import { nameIndexOf, type People } from './name-index.ts';
import { offerable } from './offerable.ts';
import { say } from './parse-texts.ts';
import { type Reading, readingsOf } from './readings.ts';
import { type Place, resolveTarget } from './resolve-target.ts';
import { sortWords } from './sort-words.ts';
import { tokenize } from './tokens.ts';
import { mostOffered, oneOf, reworded, type Typed } from './typed.ts';
import { unknownCommand } from './unknown-command.ts';

export interface ParseContext {
  /** The same list each time: what is looked up is built once per list. Throws when two commands have one name. */
  readonly commands: readonly Chattable[];
  /** Likewise the same list until the configuration changes. */
  readonly systems: readonly System[];
  readonly people: People;
  /** The system meant in this conversation when none is named. */
  readonly channelSystem?: string | undefined;
  /** Id of the person who types, for `@me`. */
  readonly me?: string | undefined;
}

/** Longest command, in UTF-16 units. */
export const maxTextLength = 4_000;

/** Reads one message. Failures are `bad-input` with the nearest commands to type instead. */
export function parse(text: string, context: ParseContext): Result<Parsed> {
  const result = read(text, context);
  const { next = [] } = result.ok ? {} : result.failure;
  if (result.ok || next.length === 0) return result;
  const index = commandIndexOf(context.commands);
  const offered = next.map((each) =>
    read(each, context).ok ? each : offerable(each, index, placeOf(context), context.me),
  );
  return { ok: false, failure: { ...result.failure, next: [...new Set(offered)] } };
}

const placeOf = ({ systems, people, channelSystem }: ParseContext): Place => ({
  names: nameIndexOf(systems, people),
  channelSystem,
});

function read(text: string, context: ParseContext): Result<Parsed> {
  const unreadable = refuseUnreadable(text);
  if (unreadable !== undefined) return unreadable;
  const cleaned = clean(text);
  const tokens = tokenize(cleaned);
  if (tokens.length === 0 || cleaned === '/') return fail('bad-input', say.empty(), { next: ['/help'] });
  const index = commandIndexOf(context.commands);
  const place = placeOf(context);
  const readings = readingsOf(tokens, index);
  const [first] = readings;
  if (first === undefined) return unknownCommand(cleaned, tokens, index, place);
  return firstThatHolds(readings, first, cleaned, (reading) => parseReading(reading, cleaned, place, context.me));
}

function refuseUnreadable(text: string): Result<never> | undefined {
  if (text.length > maxTextLength)
    return fail('bad-input', say.tooLong({ length: text.length, limit: maxTextLength }), { next: ['/help'] });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  const control = /[\0-\x08\x0e-\x1f\x7f-\x9f]/.exec(text)?.[0] ?? (text.isWellFormed() ? undefined : '\ufffd');
  if (control === undefined) return undefined;
  const code = control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return fail('bad-input', say.controlCharacter({ code }), { next: ['/help'] });
}

/** The first reading that parses; when an alias is glued to its words, another that parses too makes it ambiguous. */
function firstThatHolds(
  readings: readonly Reading[],
  first: Reading,
  text: string,
  attempt: (reading: Reading) => Result<Parsed>,
): Result<Parsed> {
  const result = attempt(first);
  if (readings.length === 1) return result;
  const glued = readings.every((reading) => reading.glued === true);
  if (result.ok && !glued) return result;
  const others = readings.slice(1).map((reading) => ({ reading, result: attempt(reading) }));
  const holding = [{ reading: first, result }, ...others].filter((each) => each.result.ok);
  const [only, another] = holding;
  if (only === undefined) return result;
  if (another === undefined) return only.result;
  const ways = holding.map(({ reading }) => {
    const remainder = reading.words[0];
    return remainder === undefined
      ? `/${reading.shape.command.name}`
      : reworded(text, { start: remainder.start, end: remainder.start }, ' ');
  });
  return fail('bad-input', say.severalCommands({ list: oneOf(ways) }), { next: ways.slice(0, mostOffered) });
}

function parseReading(reading: Reading, text: string, place: Place, me: string | undefined): Result<Parsed> {
  const { shape } = reading;
  const typed: Typed = { text, shape };
  const sorted = sortWords(reading, typed, place, me);
  if (!sorted.ok) return sorted;
  const target = resolveTarget(typed, sorted.value.taken, place);
  if (!target.ok) return target;
  const input = inputOf(typed, sorted.value, target.value, place);
  return input.ok ? validated(typed, input.value, target.value, place) : input;
}
