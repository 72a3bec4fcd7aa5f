import type { Language } from '../../actions/text.ts';
import type { Principal } from '../../auth/principal.ts';
import type { Conversation } from '../message.ts';
import type { Settings } from '../settings.ts';

/** The room a conversation is, as configured. */
export const channelOf = ({ channels }: Settings, { platform, tenant, space }: Conversation) =>
  channels.find(
    (channel) => channel.platform === platform && channel.space === space && (channel.tenant || tenant) === tenant,
  );

/** The channel's language where one is set, else the person's, else the team's. */
export function languageFor(
  settings: Settings,
  conversation: Conversation,
  principal: Principal | undefined,
): Language {
  const person = principal?.kind === 'person' ? settings.policy.people[principal.id] : undefined;
  return channelOf(settings, conversation)?.language ?? person?.language ?? settings.language;
}
