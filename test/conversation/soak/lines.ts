import type { Chats } from '../cast.ts';
import { dingtalkRoom, slackIds, slackRoom, telegramIds, telegramRoom } from '../cast.ts';

/** One way of a message to the bot; the platform brings it until it is acknowledged. */
export interface Delivery {
  /** The platform knows that the bot has it. */
  readonly isHeard: () => boolean;
  /** Brought once more, as it was. */
  readonly again: () => void;
}

/** Somebody in a conversation with the bot. */
export interface Line {
  readonly name: string;
  readonly platform: keyof Chats;
  /** A posted message shows up once there, whatever happens on the way. */
  readonly tellsRepeats: boolean;
  /** So many of the commands are typed there. */
  readonly share: number;
  say(words: string): Delivery;
  /** What is to be read there, buttons included, oldest first. */
  texts(): readonly string[];
}

type All = Required<Chats>;

/** Each time it is brought it has another id, or none when nobody listens. */
function heardBy(
  first: string | undefined,
  again: () => string | undefined,
  isAcknowledged: (id: string) => boolean,
): Delivery {
  const ids = first === undefined ? [] : [first];
  return {
    isHeard: () => ids.some(isAcknowledged),
    again() {
      const id = again();
      if (id !== undefined) ids.push(id);
    },
  };
}

function slackLine({ slack }: All, user: string, channel?: string): Line {
  return {
    name: `slack ${channel ?? user}`,
    platform: 'slack',
    tellsRepeats: true,
    share: 1,
    say(words) {
      const sent = slack.say(user, words, channel === undefined ? {} : { channel });
      return heardBy(
        sent.envelopeId,
        () => slack.again(sent).envelopeId,
        (id) => slack.links.acks.some(({ envelopeId }) => envelopeId === id),
      );
    },
    texts: () =>
      slack.shown(channel ?? user).map(({ read, keys }) => [read, ...keys.map(({ label }) => label)].join('\n')),
  };
}

function dingtalkLine({ dingtalk }: All, staffId: string, group?: string): Line {
  return {
    name: `dingtalk ${group ?? staffId}`,
    platform: 'dingtalk',
    tellsRepeats: false,
    share: 1,
    say(words) {
      const said = dingtalk.type(staffId, words, group === undefined ? {} : { group });
      return heardBy(
        said.messageId,
        () => dingtalk.again(said),
        (id) => dingtalk.sockets.acks.some(({ messageId }) => messageId === id),
      );
    },
    texts: () => dingtalk.shown(group ?? `@${staffId}`).map(({ drawn }) => drawn.seen),
  };
}

function telegramLine({ telegram }: All, userId: number, chat?: number): Line {
  return {
    name: `telegram ${chat ?? userId}`,
    platform: 'telegram',
    tellsRepeats: false,
    // A group takes twenty messages a minute from a bot.
    share: chat === undefined ? 1.4 : 0.2,
    say(words) {
      const { update } = telegram.type(userId, words, chat === undefined ? {} : { chat });
      const { updates } = telegram.world;
      return {
        isHeard: () => !updates.waiting().includes(update),
        again() {
          if (!updates.waiting().includes(update)) updates.repeat(update);
        },
      };
    },
    texts: () =>
      telegram
        .shown(chat ?? userId)
        .map(({ text, keyboard }) => [text, ...keyboard.flat().map((key) => key.text)].join('\n')),
  };
}

/** Two people, each in private, and the room of the team, on each platform. */
export const linesOf = (all: All): readonly Line[] => [
  slackLine(all, slackIds.alice),
  slackLine(all, slackIds.bob),
  slackLine(all, slackIds.bob, slackRoom),
  dingtalkLine(all, 'alice'),
  dingtalkLine(all, 'bob'),
  dingtalkLine(all, 'alice', dingtalkRoom),
  telegramLine(all, telegramIds.alice),
  telegramLine(all, telegramIds.bob),
  telegramLine(all, telegramIds.bob, telegramRoom),
];
