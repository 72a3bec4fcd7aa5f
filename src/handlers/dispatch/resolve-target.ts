import type { Service, System } from '../../actions/inventory.ts';
import type { Result } from '../../actions/result.ts';
import { ok } from '../../actions/result.ts';
import type { Taken } from './assign.ts';
import type { LogName, NameIndex } from './name-index.ts';
import type { Typed } from './typed.ts';
import { allOrOne, elsewhere, noSuchLog, whichHome, whichLog, whichService, whichSystem } from './which.ts';

/** What a command is about. Neither: it is about no system, or about every one. */
export interface Target {
  readonly system?: System;
  readonly service?: Service;
  /** Id of a log of the system. */
  readonly log?: string;
  readonly everySystem: boolean;
}

/** Where the words were typed. */
export interface Place {
  readonly names: NameIndex;
  /** The system meant when none is named. */
  readonly channelSystem: string | undefined;
}

/** Finds system and service from the words that name them, from the channel, or because there is only one. */
export function resolveTarget(typed: Typed, taken: readonly Taken[], place: Place): Result<Target> {
  const system = taken.find(({ meaning }) => meaning.kind === 'system');
  const service = taken.find(({ meaning }) => meaning.kind === 'service');
  if (system?.meaning.kind === 'system' && system.meaning.every && service !== undefined)
    return allOrOne(typed, system, service);
  const log = taken.find(({ meaning }) => meaning.kind === 'log');
  if (log?.meaning.kind === 'log') return oneLog(typed, log, log.meaning.logs, system, place);
  if (service?.meaning.kind === 'service') return oneService(typed, service, service.meaning.services, system, place);
  if (system?.meaning.kind !== 'system') return leftOut(typed, place);
  if (system.meaning.every) return ok({ everySystem: true });
  const [only, second] = system.meaning.systems;
  if (only === undefined || second !== undefined) return whichSystem(typed, system.meaning.systems, system);
  return inSystem(typed, only);
}

function oneService(
  typed: Typed,
  word: Taken,
  called: readonly Service[],
  within: Taken | undefined,
  { names, channelSystem }: Place,
): Result<Target> {
  const allowed = within?.meaning.kind === 'system' ? within.meaning.systems : names.all;
  const homes = called.filter((service) => allowed.some((system) => system.id === service.system));
  const here = homes.filter((service) => service.system === channelSystem);
  const fitting = here.length > 0 ? here : homes;
  const [service, another] = fitting;
  if (another !== undefined) return whichHome(typed, word, fitting);
  const system = names.byId.get(service?.system ?? '');
  if (service !== undefined && system !== undefined) return ok({ system, service, everySystem: false });
  if (within === undefined) throw new Error(`${word.token.text} belongs to no system`); // services come from systems
  return elsewhere(typed, word, within, called);
}

/** In the system named, else the channel's, else the only one that has it; one that several have is asked of each. */
function oneLog(
  typed: Typed,
  word: Taken,
  called: readonly LogName[],
  within: Taken | undefined,
  { names, channelSystem }: Place,
): Result<Target> {
  const allowed = within?.meaning.kind === 'system' && !within.meaning.every ? within.meaning.systems : names.all;
  const homes = called.filter((log) => allowed.some((system) => system.id === log.system));
  const here = homes.filter((log) => log.system === channelSystem);
  const fitting = here.length > 0 ? here : homes;
  const [log, another] = fitting;
  const systems = names.all.filter((system) => fitting.some((each) => each.system === system.id));
  const [system, second] = systems;
  if (second !== undefined) return whichSystem(typed, systems);
  if (another !== undefined) return whichLog(typed, word, fitting);
  if (log !== undefined && system !== undefined) return ok({ system, log: log.id, everySystem: false });
  return noSuchLog(typed, word, allowed);
}

function leftOut(typed: Typed, place: Place): Result<Target> {
  const { names, channelSystem } = place;
  const { fields, everySystem, takesAll, needed } = typed.shape;
  if (fields.system === undefined && fields.service === undefined) return ok({ everySystem: false });
  // `/freeze` and `/runs` mean everything when no system is said; that there is only one today must not narrow them.
  const system = takesAll && !everySystem ? names.byId.get(channelSystem ?? '') : defaultSystem(place);
  if (system !== undefined) return inSystem(typed, system);
  const services = names.all.flatMap((each) => each.services);
  if (needsService(typed)) return whichService(typed, services);
  if (everySystem || !needed.has(fields.system?.[0] ?? '')) return ok({ everySystem });
  return whichSystem(typed, names.all);
}

/** The channel's system, or the only one. */
export const defaultSystem = ({ names, channelSystem }: Place): System | undefined =>
  names.byId.get(channelSystem ?? '') ?? (names.all.length === 1 ? names.all[0] : undefined);

function inSystem(typed: Typed, system: System): Result<Target> {
  if (!needsService(typed)) return ok({ system, everySystem: false });
  const [service, another] = system.services;
  if (service !== undefined && another === undefined) return ok({ system, service, everySystem: false });
  return whichService(typed, system.services, system);
}

function needsService({ shape }: Typed): boolean {
  return shape.needed.has(shape.fields.service?.[0] ?? '');
}
