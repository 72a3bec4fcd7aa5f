import type { System } from '../../actions/inventory.ts';
import type { Result } from '../../actions/result.ts';
import type { Asked } from '../asked.ts';
import { seesSystem } from '../gate/sees-system.ts';
import { channelOf } from '../language/language-for.ts';
import type { Request } from '../request.ts';
import { parse } from './parse.ts';

export interface AskedFor extends Asked {
  /** A query of every system, because none was named. */
  readonly fanOut: boolean;
}

/** Parses words with all that the asker's room and the configuration know. */
export function parseFor(request: Request, text: string): Result<AskedFor> {
  const { desk, principal, conversation } = request;
  const settings = desk.settings();
  const parseAmong = (systems: readonly System[]) =>
    parse(text, {
      commands: desk.commands,
      systems,
      people: settings.policy.people,
      channelSystem: channelOf(settings, conversation)?.system,
      me: principal.kind === 'person' ? principal.id : undefined,
    });
  const parsed = parseAmong(settings.systems);
  if (parsed.ok) return parsed;
  // What is asked back, and what is offered instead, names no system the asker may not see.
  const seen = settings.systems.filter((system) => seesSystem(request, system));
  return seen.length === settings.systems.length ? parsed : parseAmong(seen);
}
