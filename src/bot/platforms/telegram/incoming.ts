import type { Api } from 'grammy';
import { outside, type Text } from '../../../actions/text.ts';
import { identify } from '../../../auth/identify.ts';
import type { Desk } from '../../../handlers/desk.ts';
import { readerOf } from '../../../handlers/language/reader-of.ts';
import { translate } from '../../../handlers/language/translate.ts';
import type { Conversation, IncomingMessage } from '../../../handlers/message.ts';
import { nextBlocks } from '../../../handlers/messages.ts';
import { answerKey, post } from '../../../handlers/outbox/post.ts';
import type { Receive } from '../../../handlers/platform.ts';
import type { ButtonTokens } from './button-tokens.ts';
import type { Moves } from './moves.ts';
import { type Meaning, meaningOf, type Self, updateSpec } from './payloads.ts';
import type { Questions } from './questions.ts';
import { say } from './words.ts';

export interface IncomingParts {
  readonly desk: Desk;
  readonly api: Api;
  readonly tokens: ButtonTokens;
  readonly moves: Moves;
  readonly questions: Questions;
  readonly shutOut: Set<string>;
  /** Who the bot is there; known once it is connected. */
  readonly self: () => Self;
  readonly receive: () => Receive;
}

export interface Incoming {
  /** Resolves when an update is durably kept, or is of no interest; rejects when it must come again. */
  keep(update: unknown): Promise<void>;
  /** Waits for the presses being acknowledged. */
  end(): Promise<void>;
}

/** A command this old was typed while the bot was away; the world has changed since. */
const lateAfterMs = 10 * 60_000;
/** To one chat, about writing anonymously. */
const remindEveryMs = 60_000;

/** From an update to a message handed in. */
export function makeIncoming(parts: IncomingParts): Incoming {
  const { desk, api, tokens, moves, questions, shutOut } = parts;
  const going = new Set<Promise<unknown>>();

  const keep = async (raw: unknown): Promise<void> => {
    const read = updateSpec.safeParse(raw);
    if (!read.success) return desk.log('warn', 'telegram sent what I do not understand', { error: read.error.message });
    const meaning = meaningOf(read.data, parts.self(), moves.spaceOf);
    switch (meaning.kind) {
      case 'message':
        return ofMessage(meaning);
      case 'press':
        return ofPress(meaning);
      case 'anonymous':
        return remind(meaning);
      case 'moved':
        return moves.remember(moves.spaceOf(meaning.from), meaning.to);
      case 'joined':
        return joined(meaning);
      case 'nothing':
    }
  };

  async function ofMessage({ message, sentAtMs, messageId, repliedTo }: Of<'message'>): Promise<void> {
    const { space } = message.conversation;
    if (message.private) {
      shutOut.delete(space);
      const ref = questions.answeredBy({ space, text: message.text, repliedTo });
      if (ref !== undefined) return given(message, ref, messageId);
    }
    const isLate = desk.clock.now() - sentAtMs > lateAfterMs;
    if (isLate && !(await wasTaken(message.deliveryKey))) return tooLate(message, sentAtMs);
    await parts.receive()({ message });
  }

  /** It came before, and was only not confirmed. */
  const wasTaken = async (deliveryKey: string): Promise<boolean> =>
    (await desk.store.outbox.get(answerKey(deliveryKey))) !== undefined ||
    (await desk.store.runs.ofDelivery(deliveryKey)) !== undefined;

  /** The value goes no further than to who asked for it; the message with it is taken away. */
  async function given({ text, ...message }: IncomingMessage, ref: string, messageId: number): Promise<void> {
    await parts.receive()({ message: { ...message, text: '', given: { ref, value: text } } });
    const { conversation, deliveryKey } = message;
    inBackground(
      api
        .deleteMessage(conversation.space, messageId)
        .catch(() => tell(`telegram:delete:${deliveryKey}`, conversation, say.deleteIt())),
    );
  }

  const inBackground = (call: Promise<unknown>): void => {
    const ended = call
      .catch((error: unknown) => desk.log('warn', 'telegram was not told', { error: String(error) }))
      .finally(() => going.delete(ended));
    going.add(ended);
  };

  async function ofPress({ message, token, queryId }: Of<'press'>): Promise<void> {
    const text = await tokens.commandOf(token);
    if (text === undefined) return acknowledge(queryId, message, say.oldButton());
    try {
      await parts.receive()({ message: { ...message, text } });
    } catch (error) {
      // Telegram brings a press once more only by polling; who pressed sees at least that nothing happened.
      acknowledge(queryId, message, say.notKept());
      throw error;
    }
    acknowledge(queryId, message);
  }

  /** In the background: the app shows the button as being worked on until then. */
  function acknowledge(
    queryId: string,
    { conversation, sender }: Pick<IncomingMessage, 'conversation' | 'sender'>,
    text?: Text,
  ): void {
    const person = identify(sender, desk.settings().policy);
    const words =
      text === undefined ? {} : { text: translate(text, readerOf(desk, conversation, person?.id)), show_alert: true };
    // Too old, or pressed again: nothing is lost.
    inBackground(api.answerCallbackQuery(queryId, words).catch(() => undefined));
  }

  const tell = async (
    key: string,
    conversation: Conversation,
    text: Text,
    more: readonly Parameters<typeof nextBlocks>[0][number][] = [],
  ) => {
    const message = { blocks: [{ type: 'text' as const, text }, ...nextBlocks(more)] };
    await post(desk, { key, conversation, kind: 'final', insist: false, message });
  };

  async function tooLate({ deliveryKey, conversation, text }: IncomingMessage, sentAtMs: number): Promise<void> {
    const masked = desk.redactor.text(text);
    const words = say.late({ age: { atMs: sentAtMs, as: 'age' }, text: outside(masked.slice(0, 200)) });
    await tell(`late:${deliveryKey}`, conversation, words, masked.startsWith('/') ? [masked] : []);
  }

  async function remind({ conversation }: Of<'anonymous'>): Promise<void> {
    const minute = Math.floor(desk.clock.now() / remindEveryMs);
    await tell(`telegram:anonymous:${conversation.space}:${minute}`, conversation, say.anonymous());
  }

  /** Only somebody known is told; the bot was brought there by who may be anybody. */
  async function joined({ conversation, by }: Of<'joined'>): Promise<void> {
    if (identify({ platform: 'telegram', id: by }, desk.settings().policy) === undefined) return;
    const yaml = `channels:\n  - platform: telegram\n    space: "${conversation.space}"`;
    await post(desk, {
      key: `telegram:joined:${conversation.space}`,
      conversation,
      kind: 'final',
      insist: false,
      message: {
        blocks: [
          { type: 'text', text: say.joined({ chat: outside(`telegram:${conversation.space}`) }) },
          { type: 'code', text: yaml },
        ],
      },
    });
  }

  return {
    keep,
    async end() {
      await Promise.all(going);
    },
  };
}

type Of<K extends Meaning['kind']> = Extract<Meaning, { readonly kind: K }>;
