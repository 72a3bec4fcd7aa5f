import type { System } from '../../actions/inventory.ts';
import type { Result } from '../../actions/result.ts';
import { fold } from './fold.ts';
import type { NameIndex } from './name-index.ts';
import { nearMiss } from './near-miss.ts';
import { say } from './parse-texts.ts';
import { defaultSystem, type Place } from './resolve-target.ts';
import { nearest } from './suggest.ts';
import type { Token } from './tokens.ts';
import { helpFor, mostOffered, oneOf, refuse, reworded, shown, type Typed, withoutWord } from './typed.ts';

/**
 * A word after the command that is nothing the command takes: what was probably meant, as a ready command.
 * `said` is the system that other words name.
 */
export function unknownWord(typed: Typed, token: Token, place: Place, said: System | undefined): Result<never> {
  if (!token.quoted && token.key === undefined && /^["'「『]/.test(token.text)) return notClosed(typed, token);
  if (token.key !== undefined) return unknownOption(typed, token, token.key);
  return (
    belongsElsewhere(typed, token, place.names, said) ??
    nearMiss(typed, token, place, said) ??
    plainlyUnknown(typed, token, place.names, said ?? defaultSystem(place))
  );
}

function notClosed({ text }: Typed, { start }: Token): Result<never> {
  const tail = text.slice(start);
  const mark = tail.charAt(0);
  const closing = mark === '「' ? '」' : mark === '『' ? '』' : mark;
  return refuse(say.notClosed({ word: shown(tail) }), reworded(text, { start, end: text.length }, tail + closing));
}

function unknownOption(typed: Typed, token: Token, key: string): Result<never> {
  const { command, options } = typed.shape;
  const known = options.get(fold(key));
  if (known !== undefined) return refuse(say.emptyOption({ option: known }), helpFor(typed));
  const near = options.get(nearest(key, options.keys()) ?? '');
  if (near === undefined) return refuse(say.noOption({ command: command.name, word: shown(key) }), helpFor(typed));
  return refuse(
    say.noOptionNear({ command: command.name, word: shown(key), suggestion: near }),
    reworded(typed.text, { start: token.start, end: token.start + key.length }, near),
  );
}

/** It is understood, only not here: a service where a system is taken, a system where none is. */
function belongsElsewhere(
  typed: Typed,
  token: Token,
  names: NameIndex,
  system: System | undefined,
): Result<never> | undefined {
  const { fields, command } = typed.shape;
  const word = fold(token.text);
  const services = names.services.get(word);
  if (services !== undefined && fields.service === undefined && fields.system !== undefined) {
    const homes = services.map((service) => service.system);
    const next =
      system === undefined ? homes.map((home) => reworded(typed.text, token, home)) : [withoutWord(typed.text, token)];
    return refuse(
      say.takesNoService({ command: command.name, word: shown(token.text), homes: { list: homes } }),
      ...next,
    );
  }
  if (names.systems.has(word) && fields.system === undefined)
    return refuse(say.takesNoSystem({ command: command.name }), withoutWord(typed.text, token));
  return undefined;
}

/** The keys of a system are names, and few: all of them are offered. */
function noSuchToken({ text }: Typed, token: Token, { id, tokens }: System): Result<never> {
  const names = Object.keys(tokens).slice(0, mostOffered);
  return refuse(
    say.noToken({ word: shown(token.text), system: id, list: oneOf(names) }),
    ...names.map((name) => reworded(text, token, name)),
  );
}

/** Nothing is like it: says what kind of word was looked for. */
function plainlyUnknown(typed: Typed, token: Token, names: NameIndex, system: System | undefined): Result<never> {
  const { fields, command } = typed.shape;
  const word = shown(token.text);
  if (token.text.startsWith('@') && fields.person !== undefined) return refuse(say.noPerson({ word }), helpFor(typed));
  const tail = { start: token.start, end: typed.text.length };
  const words = typed.text.slice(tail.start);
  if (fields.text !== undefined && !token.quoted && !/["“”]/.test(words))
    return refuse(say.quoteIt({ word: shown(words) }), reworded(typed.text, tail, `"${words}"`));
  if (fields.token !== undefined && system !== undefined && Object.keys(system.tokens).length > 0)
    return noSuchToken(typed, token, system);
  const onlyNames = fields.choice === undefined && !token.quoted && !/^\d/.test(token.text);
  if (onlyNames && fields.service !== undefined) {
    const among = system === undefined ? names.all : [system];
    const ids = [...new Set(among.flatMap(({ services }) => services.map(({ id }) => id)))];
    const words = { word, count: ids.length, list: { list: ids.slice(0, mostOffered) } };
    return refuse(
      system === undefined ? say.noService(words) : say.noServiceIn({ ...words, system: system.id }),
      helpFor(typed),
    );
  }
  if (onlyNames && fields.system !== undefined) return refuse(say.noSystem({ word }), helpFor(typed));
  return refuse(say.notUnderstood({ command: command.name, word }), helpFor(typed));
}
