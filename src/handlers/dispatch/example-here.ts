import type { Service, System } from '../../actions/inventory.ts';
import { runtimeOf } from '../../actions/runtimes/table.ts';
import type { Chattable } from '../command.ts';
import { fold, isBeyondAscii } from './fold.ts';
import { spellingsOf } from './name-index.ts';

/** What examples may name here. */
export interface ExampleWorld {
  /** Those the reader may use the command on, the likeliest first. */
  readonly systems: readonly System[];
  readonly schedules?: readonly string[];
  /** Id of a checklist's item that asks a person. */
  itemOf?(system: System): string | undefined;
  knows?(person: string): boolean;
}

/** Names of the manuals' systems, as examples are written: each stands for one of its kind. */
const kindOf: ReadonlyMap<string, 'system' | 'service' | 'nginx' | 'log' | 'token' | 'person' | 'schedule' | 'item'> =
  new Map([
    ['talentlens', 'system'],
    ['teaching', 'system'],
    ['教学', 'system'],
    ['llm', 'service'],
    ['backend', 'service'],
    ['大模型', 'service'],
    ['nginx', 'nginx'],
    ['app', 'log'],
    ['journal', 'log'],
    ['modelscope', 'token'],
    ['openai', 'token'],
    ['@bob', 'person'],
    ['nightly', 'schedule'],
    ['keys', 'item'],
  ]);

/** What a system must have for a command to be of use there, by the first word of its permission. */
const uses: Readonly<Record<string, (system: System) => boolean>> = {
  service: ({ services }) => services.length > 0,
  database: ({ databases }) => Object.keys(databases).length > 0,
  backup: ({ backups }) => backups !== undefined,
  logs: ({ logs }) => Object.keys(logs).length > 0,
  token: ({ tokens }) => Object.keys(tokens).length > 0,
};

export function isOfUse({ permission }: Pick<Chattable, 'permission'>, system: System): boolean {
  const noun = permission.split(':', 1)[0] ?? '';
  return Object.hasOwn(uses, noun) ? (uses[noun]?.(system) ?? true) : true;
}

/** An example with the names of what is here in place of the manuals'; undefined where there is nothing of its kind. */
export function exampleHere(
  example: string,
  command: Pick<Chattable, 'permission' | 'takes' | 'name'>,
  { systems, schedules = [], itemOf, knows }: ExampleWorld,
): string | undefined {
  const fitting = systems.filter((each) => isOfUse(command, each));
  const [system] = fitting;
  const namesSystem = example.split(/\s+/).some((word) => kindOf.get(fold(word)) === 'system');
  const takesLog = Object.values(command.takes).some(({ word }) => word === 'log');
  const services = (namesSystem ? fitting.slice(0, 1) : fitting).flatMap((each) =>
    takesLog ? each.services.filter(({ id }) => Object.hasOwn(each.logs, id)) : each.services,
  );
  const log = Object.keys(system?.logs ?? {})[0];
  let isLeftOut = false;
  const standIn = (word: string): string | undefined => {
    const kind = kindOf.get(fold(word));
    switch (kind) {
      case undefined:
        return word;
      case 'system':
        return system && spoken(system, word);
      case 'service':
        return serviceFor(services, word) ?? (takesLog ? log : undefined);
      case 'nginx':
        return takesLog ? log : serviceFor(services.filter(canReload), word);
      case 'log':
        return log;
      case 'token':
        return Object.keys(system?.tokens ?? {})[0];
      case 'person':
        return knows?.(word) === false ? '@me' : word;
      case 'schedule':
        return schedules[0];
      default:
        return system && itemOf?.(system);
    }
  };
  const said = example.replaceAll(/"[^"]*"|[^\s"=]+(?![^\s"]*=)/g, (word) => {
    if (word.startsWith('"') || word.startsWith('/')) return word;
    const by = standIn(word);
    isLeftOut ||= by === undefined;
    return by ?? '';
  });
  return isLeftOut ? undefined : said;
}

const canReload = (service: Service): boolean => runtimeOf(service).compile('reload', service) !== undefined;

/** As it is called in the language of the word it stands for. */
const spoken = (named: System | Service, word: string): string =>
  (isBeyondAscii(word) ? named.aliases.find(isBeyondAscii) : undefined) ?? named.id;

function serviceFor(services: readonly Service[], word: string): string | undefined {
  const called = services.find((service) => spellingsOf(service).map(fold).includes(fold(word)));
  const service = called ?? services.find(({ shared }) => !shared) ?? services[0];
  return service && spoken(service, word);
}
