import type { System } from '../../actions/inventory.ts';
import type { Language } from '../../actions/text.ts';
import type { Chattable } from '../command.ts';
import { exampleHere, isOfUse } from '../dispatch/example-here.ts';
import { isBeyondAscii } from '../dispatch/fold.ts';
import { refusalOf } from '../gate/rights.ts';
import { systemsToOffer } from '../gate/sees-system.ts';
import { channelOf } from '../language/language-for.ts';
import type { Request } from '../request.ts';
import { visibleSchedules } from '../schedules/named-schedule.ts';
import type { Settings } from '../settings.ts';

/** Systems on which the asker may use a command, that of the room first. */
export function systemsFor(request: Request, command: Chattable): readonly System[] {
  const here = channelOf(request.desk.settings(), request.conversation)?.system;
  return systemsToOffer(request, command).toSorted((a, b) => Number(b.id === here) - Number(a.id === here));
}

/** It may be used anywhere: on one of the systems, or on none in particular. */
export const mayUse = (request: Request, command: Chattable): boolean =>
  refusalOf(request, command.permission, {}) === undefined || systemsFor(request, command).length > 0;

/** No system has what it is about. */
export const isOfNoUse = ({ desk }: Request, command: Chattable): boolean => {
  const { systems } = desk.settings();
  return systems.length > 0 && systems.every((system) => !isOfUse(command, system));
};

/** Examples of a language, or what there is, about what is here and the asker's to use. */
export function examplesOf(request: Request, command: Chattable, language: Language): readonly string[] {
  const { desk, principal } = request;
  const { checklists, policy } = desk.settings();
  const me = principal.kind === 'person' ? `@${principal.id}` : undefined;
  const world = {
    systems: systemsFor(request, command),
    schedules: visibleSchedules(request).map(({ schedule }) => schedule.id),
    itemOf: ({ id }: System) => askedItem(Object.hasOwn(checklists, id) ? checklists[id] : undefined),
    knows: (person: string) => person !== me && Object.hasOwn(policy.people, person.slice(1)),
  };
  const here = command.examples.flatMap((example) => exampleHere(example, command, world) ?? []);
  const own = here.filter((example) => isBeyondAscii(example.replaceAll(/"[^"]*"/g, '')) === (language === 'zh'));
  return [...new Set(own.length > 0 ? own : here)];
}

const askedItem = (lists: Settings['checklists'][string] | undefined): string | undefined =>
  Object.values(lists ?? {})
    .flatMap((items) => Object.entries(items))
    .find(([, { ask }]) => ask !== undefined)?.[0];
