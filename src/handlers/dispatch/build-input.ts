import type { Environment } from '../../actions/plan.ts';
import type { Result } from '../../actions/result.ts';
import { fail, ok } from '../../actions/result.ts';
import type { WordKind } from '../../actions/words.ts';
import type { Chattable } from '../command.ts';
import type { Taken } from './assign.ts';
import { say } from './parse-texts.ts';
import type { Place, Target } from './resolve-target.ts';
import type { Sorted } from './sort-words.ts';
import { exampleOf, helpFor, mostOffered, oneOf, refuse, reworded, shown, type Typed } from './typed.ts';
import { whyRefused } from './why-refused.ts';

export interface Parsed {
  readonly command: Chattable;
  /** Accepted by the command's schema; with `fanOut` without the system, to be filled in for each. */
  readonly input: unknown;
  readonly system?: string;
  readonly environment?: Environment;
  /** To be answered for every system the asker may see. */
  readonly fanOut: boolean;
}

/** Fields of an input before its schema saw them. */
type Fields = Readonly<Record<string, string | number>>;

/** Puts each word into its field; a field that must be there and is not is a failure. */
export function inputOf(typed: Typed, { taken, rest }: Sorted, target: Target, place: Place): Result<Fields> {
  const { fields } = typed.shape;
  const input: Record<string, string | number> = {};
  const put = (place: readonly string[] | undefined, value: string | undefined): void => {
    if (place?.[0] !== undefined && value !== undefined) input[place[0]] = value;
  };
  const filled: Partial<Record<WordKind, number>> = {};
  for (const each of taken) {
    const { kind } = each.meaning;
    const count = filled[kind] ?? 0;
    filled[kind] = count + 1;
    const field = 'field' in each.meaning ? each.meaning.field : fields[kind]?.[count];
    const value = fieldValue(typed, each);
    if (!value.ok) return value;
    if (field !== undefined && value.value !== undefined) input[field] = value.value;
  }
  put(fields.system, target.system?.id);
  put(fields.service, target.service?.id);
  put(fields.log, target.log);
  put(fields.rest, rest);
  for (const field of typed.shape.needed)
    if (!Object.hasOwn(input, field) && field !== fields.system?.[0]) return missing(typed, field, place);
  return ok(input);
}

/** Undefined for system, service and log, which are found together. */
function fieldValue(typed: Typed, { token, meaning }: Taken): Result<string | number | undefined> {
  if (meaning.kind === 'system' || meaning.kind === 'service' || meaning.kind === 'log') return ok(undefined);
  if (meaning.kind !== 'person') return ok(meaning.value);
  const [id, another] = meaning.ids;
  if (id === undefined)
    return fail('bad-input', say.whoAreYou({ word: shown(token.text) }), { next: [helpFor(typed)] });
  if (another === undefined) return ok(id);
  const offered = meaning.ids.slice(0, mostOffered);
  return fail('bad-input', say.severalPersons({ word: shown(token.text), list: oneOf(offered) }), {
    next: offered.map((each) => reworded(typed.text, token, `@${each}`)),
  });
}

function missing(typed: Typed, field: string, place: Place): Result<never> {
  const { command } = typed.shape;
  const word = command.takes[field];
  const example = exampleOf(typed, place);
  if (word?.word === 'choice') {
    const choices = Object.keys(word.choices).slice(0, mostOffered);
    return fail('bad-input', say.whichChoice({ command: command.name, list: oneOf(choices) }), {
      next: choices.map((choice) => reworded(typed.text, undefined, choice)),
    });
  }
  const kind: WordKind = word?.word ?? 'rest';
  return fail('bad-input', say.missing({ command: command.name, kind, field, example }), { next: [helpFor(typed)] });
}

/** Has the command's own schema look at the fields. */
export function validated(typed: Typed, fields: Fields, target: Target, { names }: Place): Result<Parsed> {
  const { command } = typed.shape;
  const field = typed.shape.fields.system?.[0];
  const fanOut = target.everySystem && typed.shape.everySystem;
  // The schema asks for a system; whichever stands in, the rest of the input is judged the same.
  const standIn = fanOut && field !== undefined ? { ...fields, [field]: names.all[0]?.id ?? 'none' } : fields;
  const judged = command.input.safeParse(standIn);
  if (!judged.success) return refuse(whyRefused(typed, fields, judged.error.issues[0]), helpFor(typed));
  return ok({
    command,
    input: fanOut && field !== undefined ? without(judged.data, field) : judged.data,
    ...(target.system === undefined ? {} : { system: target.system.id, environment: target.system.environment }),
    fanOut,
  });
}

function without(input: unknown, field: string): unknown {
  const { [field]: _, ...rest } = input as Readonly<Record<string, unknown>>; // its fields are its words
  return rest;
}
