import type { System } from '../../actions/inventory.ts';
import { fail, type Result } from '../../actions/result.ts';
import type { Asked } from '../asked.ts';
import { mayBeNamed, seesSystem } from '../gate/sees-system.ts';
import { channelOf } from '../language/language-for.ts';
import type { Request } from '../request.ts';
import { parse } from './parse.ts';
import { say } from './parse-texts.ts';
import { mostOffered, oneOf, reworded } from './typed.ts';

export interface AskedFor extends Asked {
  /** A query of every system, because none was named. */
  readonly fanOut: boolean;
}

/** Parses words with all that the asker's room and the configuration know. */
export function parseFor(request: Request, text: string): Result<AskedFor> {
  const { desk, principal, conversation } = request;
  const settings = desk.settings();
  const roomSystem = channelOf(settings, conversation)?.system;
  const parseAmong = (systems: readonly System[]) =>
    parse(text, {
      commands: desk.commands,
      systems,
      people: settings.policy.people,
      channelSystem: roomSystem,
      me: principal.kind === 'person' ? principal.id : undefined,
    });
  const parsed = parseAmong(settings.systems);
  const about = parsed.ok ? settings.systems.find(({ id }) => id === parsed.value.system) : undefined;
  // The bot's own principals are told plainly what their grants lack.
  const hidden = about !== undefined && isOutside(request) && !mayBeNamed(request, about);
  if (parsed.ok && !hidden) return parsed;
  // What is asked back, offered instead or denied names no system the asker may not see: it is as one that is not there.
  const seen = settings.systems.filter((system) => seesSystem(request, system));
  const among = seen.length === settings.systems.length ? parsed : parseAmong(seen);
  // Meant for the room's system, which the asker may not see: it must not silently become a command about another.
  const meantRoom = about !== undefined && about.id === roomSystem;
  return among.ok && !among.value.fanOut && meantRoom ? whichOf(seen, text) : among;
}

const isOutside = ({ principal }: Request): boolean => principal.kind === 'person' || principal.kind === 'api';

function whichOf(seen: readonly System[], text: string): Result<never> {
  const ids = seen.slice(0, mostOffered).map(({ id }) => id);
  if (ids.length === 0) return fail('bad-input', say.noSystems(), { next: ['/help'] });
  return fail('bad-input', say.whichSystem({ list: oneOf(ids) }), {
    next: ids.map((id) => reworded(text, undefined, id)),
  });
}
