import type { Conversation } from '../../../handlers/message.ts';
import type { WebClient } from './web-api.ts';

/** A private conversation is known by the person; Slack sends to the channel the two share. */
export interface DirectChannels {
  /** The channel of a conversation. Rejects as the call does. */
  channelOf(conversation: Conversation): Promise<string>;
  /** Seen in what came in. */
  learn(user: string, channel: string): void;
}

const mostKnown = 5_000;

export const isPerson = (space: string): boolean => /^[UW][A-Z0-9]+$/.test(space);
export const isDirect = (channel: string): boolean => channel.startsWith('D');

export function directChannels(client: WebClient): DirectChannels {
  const known = new Map<string, string>();
  const learn = (user: string, channel: string): void => {
    if (known.size >= mostKnown) known.clear();
    known.set(user, channel);
  };
  return {
    learn,
    async channelOf({ space }) {
      if (!isPerson(space)) return space;
      const found = known.get(space);
      if (found !== undefined) return found;
      const { channel } = await client.conversations.open({ users: space });
      if (channel?.id === undefined) throw new Error('Slack opened a channel without an id');
      learn(space, channel.id);
      return channel.id;
    },
  };
}
