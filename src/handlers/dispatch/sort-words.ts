import type { System } from '../../actions/inventory.ts';
import type { Result } from '../../actions/result.ts';
import { fail, ok } from '../../actions/result.ts';
import { assign, type Taken, type Word } from './assign.ts';
import { bareWord } from './bare-word.ts';
import { type Meaning, meaningsOf } from './meanings.ts';
import { say } from './parse-texts.ts';
import type { Reading } from './readings.ts';
import { regroup } from './regroup.ts';
import type { Place } from './resolve-target.ts';
import type { Token } from './tokens.ts';
import { shown, type Typed, withoutWord } from './typed.ts';
import { unglue } from './unglue.ts';
import { unknownWord } from './unknown-word.ts';

export interface Sorted {
  readonly taken: readonly Taken[];
  readonly rest?: string;
}

export type Understood = Pick<Word, 'meanings'>;

/** Finds what each word after the command is; every one has its place, or it is a failure. */
export function sortWords(reading: Reading, typed: Typed, place: Place, me: string | undefined): Result<Sorted> {
  const { shape, text } = typed;
  const meanings = (token: Token): readonly Meaning[] => meaningsOf(token, shape, place.names, me);
  const words: Word[] = [];
  let rest: string | undefined;
  for (const token of regroup(reading.words, shape, place.names)) {
    // One too many already: `assign` says which.
    if (words.length > shape.places) break;
    const found = meanings(token);
    if (
      shape.fields.rest !== undefined &&
      (found.length === 0 || !assign([...words, { token, meanings: found }], shape).ok)
    ) {
      // `/can @bbo restart llm`: a mention is never the beginning of a command.
      const isStranger = found.length === 0 && token.text.startsWith('@') && shape.fields.person !== undefined;
      if (isStranger && words.length === 0) return unknownWord(typed, token, place, undefined);
      rest = restFrom(token, reading.words, text);
      break;
    }
    if (found.length > 0) {
      words.push({ token, meanings: found });
      continue;
    }
    const parts = unglue(token, meanings);
    const bare = parts === undefined ? bareWord(typed, token, place, systemSaid(words)) : undefined;
    if (bare !== undefined) {
      words.push({ token, meanings: [bare] });
      continue;
    }
    if (parts === undefined) return unknownWord(typed, token, place, systemSaid(words));
    words.push(...parts.map((part) => ({ token: part, meanings: meanings(part) })));
  }
  const assigned = assign(words, shape);
  if (assigned.ok) return ok(rest === undefined ? { taken: assigned.taken } : { taken: assigned.taken, rest });
  const { first, second, meaning } = assigned;
  const same = first.text === second.text;
  return fail(
    'bad-input',
    same
      ? say.sameTwice({ word: shown(first.text) })
      : say.twoOfAKind({ kind: meaning.kind, first: shown(first.text), second: shown(second.text) }),
    { next: same ? [withoutWord(text, second)] : [withoutWord(text, second), withoutWord(text, first)] },
  );
}

/** The quotation's content when that is all there is, else as typed. */
function restFrom(token: Token, words: readonly Token[], text: string): string {
  const tail = words.filter((word) => word.start >= token.start);
  const only = tail.length === 1 ? tail[0] : undefined;
  return only?.quoted === true && only.key === undefined ? only.text : text.slice(token.start);
}

/** The system named so far: a wrong word was meant for it. */
export function systemSaid(words: readonly Understood[]): System | undefined {
  for (const { meanings } of words)
    for (const meaning of meanings) if (meaning.kind === 'system') return meaning.systems[0];
  return undefined;
}
