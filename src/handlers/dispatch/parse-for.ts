import type { Result } from '../../actions/result.ts';
import type { Asked } from '../asked.ts';
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
  return parse(text, {
    commands: desk.commands,
    systems: settings.systems,
    people: settings.policy.people,
    channelSystem: channelOf(settings, conversation)?.system,
    me: principal.kind === 'person' ? principal.id : undefined,
    platform: conversation.platform,
  });
}
