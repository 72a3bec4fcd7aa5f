import type { Service, System } from '../../actions/inventory.ts';
import { serviceKey } from '../../actions/inventory.ts';
import type { Result } from '../../actions/result.ts';
import type { Taken } from './assign.ts';
import type { LogName } from './name-index.ts';
import { say } from './parse-texts.ts';
import { mostOffered, oneOf, refuse, reworded, shown, type Typed, withoutWord } from './typed.ts';

/** Questions about which one is meant, each answer a ready command. */

export function whichSystem({ text }: Typed, systems: readonly System[], word?: Taken): Result<never> {
  const ids = systems.slice(0, mostOffered).map((system) => system.id);
  if (ids.length === 0) return refuse(say.noSystems());
  return refuse(say.whichSystem({ list: oneOf(ids) }), ...ids.map((id) => reworded(text, word?.token, id)));
}

/** A service left out where one is needed. */
export function whichService(typed: Typed, services: readonly Service[], system?: System): Result<never> {
  const offered = services
    .slice(0, mostOffered)
    .map((service) => (system === undefined ? serviceKey(service) : service.id));
  const next = offered.map((name) => reworded(typed.text, undefined, name));
  const list = oneOf(offered);
  return refuse(
    system === undefined ? say.whichOfAll({ list }) : say.whichService({ system: system.id, list }),
    ...next,
  );
}

/** Several systems have a service of that name. */
export function whichHome({ text }: Typed, { token }: Taken, services: readonly Service[]): Result<never> {
  const keys = services.slice(0, mostOffered).map(serviceKey);
  return refuse(
    say.whichHome({ word: shown(token.text), list: oneOf(keys) }),
    ...keys.map((key) => reworded(text, token, key)),
  );
}

/** The system named has no such service; others do. */
export function elsewhere({ text }: Typed, service: Taken, system: Taken, homes: readonly Service[]): Result<never> {
  // The later word first, so that the other one still stands where it stood.
  const later = service.token.start > system.token.start ? [service, system] : [system, service];
  const inHome = (key: string): string =>
    later.reduce(
      (words, each) => (each === service ? reworded(words, each.token, key) : withoutWord(words, each.token)),
      text,
    );
  return refuse(
    say.serviceElsewhere({
      word: shown(service.token.text),
      system: shown(system.token.text),
      homes: { list: homes.map((each) => each.system) },
    }),
    ...homes.slice(0, mostOffered).map((each) => inHome(serviceKey(each))),
  );
}

/** `/health all llm`. */
export function allOrOne({ text }: Typed, all: Taken, service: Taken): Result<never> {
  const [first, second] = all.token.start < service.token.start ? [all, service] : [service, all];
  return refuse(
    say.twoOfAKind({ kind: 'other', first: shown(first.token.text), second: shown(second.token.text) }),
    withoutWord(text, second.token),
    withoutWord(text, first.token),
  );
}

/** Several logs of a system are called so. */
export function whichLog({ text }: Typed, { token }: Taken, logs: readonly LogName[]): Result<never> {
  const ids = logs.slice(0, mostOffered).map(({ id }) => id);
  return refuse(
    say.whichLog({ word: shown(token.text), list: oneOf(ids) }),
    ...ids.map((id) => reworded(text, token, id)),
  );
}

/** The system named has no such log: those it has are offered. */
export function noSuchLog({ text }: Typed, { token }: Taken, systems: readonly System[]): Result<never> {
  const ids = systems.flatMap(({ logs }) => Object.keys(logs)).slice(0, mostOffered);
  return refuse(
    say.noLog({ word: shown(token.text), system: oneOf(systems.map(({ id }) => id)), list: oneOf(ids) }),
    ...ids.map((id) => reworded(text, token, id)),
  );
}
