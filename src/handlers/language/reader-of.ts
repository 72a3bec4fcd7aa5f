import type { Desk } from '../desk.ts';
import type { Conversation } from '../message.ts';
import { languageFor } from './language-for.ts';
import type { Reader } from './reader.ts';

/** The reader of a conversation, or of one person's, now. */
export function readerOf(desk: Desk, conversation: Conversation, person: string | undefined): Reader {
  const settings = desk.settings();
  const principal =
    person === undefined
      ? undefined
      : { kind: 'person' as const, id: person, via: { platform: 'stored', id: person }, assumed: false };
  const language = languageFor(settings, conversation, principal);
  return { language, timeZone: settings.timeZone, nowMs: desk.clock.now() };
}
