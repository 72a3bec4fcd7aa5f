import type { Service, System } from '../../actions/inventory.ts';
import type { Policy } from '../../auth/policy.ts';
import { fold } from './fold.ts';

export type People = Policy['people'];

/** Systems, services and people by every name they have. Built once per configuration. */
export interface NameIndex {
  readonly all: readonly System[];
  readonly byId: ReadonlyMap<string, System>;
  /** Folded id, title or alias → those called so. */
  readonly systems: ReadonlyMap<string, readonly System[]>;
  readonly services: ReadonlyMap<string, readonly Service[]>;
  /** Folded id, title or alias of a log, or of a service that has one → those meant. */
  readonly logs: ReadonlyMap<string, readonly LogName[]>;
  /** Folded ids of the keys that systems need. */
  readonly tokens: ReadonlySet<string>;
  /** → ids of people. */
  readonly people: ReadonlyMap<string, readonly string[]>;
  /** Words of the longest name. */
  readonly longestName: number;
  /** First words of names of several words. */
  readonly beginnings: ReadonlySet<string>;
}

/** A log of a system. */
export interface LogName {
  readonly system: string;
  readonly id: string;
}

export interface Named {
  readonly id: string;
  readonly title?: string | undefined;
  readonly aliases: readonly string[];
}

export const spellingsOf = (named: Named): readonly string[] => [
  named.id,
  ...(named.title === undefined ? [] : [named.title]),
  ...named.aliases,
];

export function buildNameIndex(all: readonly System[], people: People): NameIndex {
  const systems = new Map<string, System[]>();
  const services = new Map<string, Service[]>();
  const logs = new Map<string, LogName[]>();
  const persons = new Map<string, string[]>();
  for (const system of all) {
    for (const spelling of spellingsOf(system)) add(systems, spelling, system);
    for (const service of system.services)
      for (const spelling of spellingsOf(service)) add(services, spelling, service);
    for (const [id, log] of Object.entries(system.logs)) {
      const name: LogName = { system: system.id, id };
      const service = system.services.find((each) => each.id === id);
      for (const spelling of [...spellingsOf({ ...log, id }), ...(service === undefined ? [] : spellingsOf(service))])
        add(logs, spelling, name);
    }
  }
  for (const [id, person] of Object.entries(people)) {
    add(persons, id, id);
    add(persons, person.name, id);
    // A mention arrives as the platform's own id; a Slack id is stored behind its team's (`T1:U1`).
    for (const chatId of Object.values(person.chat).flat()) add(persons, `@${chatId.split(':').at(-1) ?? ''}`, id);
  }
  const names = [systems, services, logs, persons].flatMap((map) => [...map.keys()]);
  const beginnings = new Set(names.flatMap((name) => (name.includes(' ') ? [name.split(' ', 1)[0] ?? ''] : [])));
  const longestName = names.reduce((longest, name) => Math.max(longest, name.split(' ').length), 1);
  return {
    all,
    byId: new Map(all.map((system) => [system.id, system])),
    systems,
    services,
    logs,
    people: persons,
    tokens: new Set(all.flatMap((system) => Object.keys(system.tokens).map(fold))),
    longestName,
    beginnings,
  };
}

function add<T>(map: Map<string, T[]>, spelling: string, value: T): void {
  const key = fold(spelling);
  const known = map.get(key) ?? [];
  if (!known.includes(value)) map.set(key, [...known, value]);
}

const indexes = new WeakMap<readonly System[], { readonly people: People; readonly index: NameIndex }>();

/** The index of one configuration, built at its first use. */
export function nameIndexOf(systems: readonly System[], people: People): NameIndex {
  const known = indexes.get(systems);
  if (known?.people === people) return known.index;
  const index = buildNameIndex(systems, people);
  indexes.set(systems, { people, index });
  return index;
}
