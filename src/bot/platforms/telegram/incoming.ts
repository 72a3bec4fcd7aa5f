import type { Api } from 'grammy';
import type { Text } from '../../../actions/text.ts';
import { identify } from '../../../auth/identify.ts';
import type { Desk } from '../../../handlers/desk.ts';
import { readerOf } from '../../../handlers/language/reader-of.ts';
import { translate } from '../../../handlers/language/translate.ts';
import type { IncomingMessage } from '../../../handlers/message.ts';
import { answerKey } from '../../../handlers/outbox/post.ts';
import type { Receive } from '../../../handlers/platform.ts';
import type { ButtonTokens } from '../button-tokens.ts';
import { GrammyError } from './grammy.ts';
import type { Moves } from './moves.ts';
import { makeNotes } from './notes.ts';
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
/** After a start, presses may have waited. */
const waitedMs = 60_000;

/** From an update to a message handed in. */
export function makeIncoming(parts: IncomingParts): Incoming {
  const { desk, api, tokens, moves, questions, shutOut } = parts;
  const going = new Set<Promise<unknown>>();
  const startedMs = desk.clock.monotonic();
  const notes = makeNotes(desk);
  const person = (id: string) => identify({ platform: 'telegram', id }, desk.settings().policy);

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
        return notes.anonymous(meaning.conversation);
      case 'moved':
        return moves.remember(moves.spaceOf(meaning.from), meaning.to);
      case 'joined':
        // Who brought it there may be anybody; only somebody known is told.
        return person(meaning.by) === undefined ? undefined : notes.joined(meaning.conversation);
      case 'nothing':
    }
  };

  async function ofMessage({ message, sentAtMs, messageId, repliedTo, isPassedOn }: Of<'message'>): Promise<void> {
    const { space } = message.conversation;
    if (message.private) {
      shutOut.delete(space);
      const ref = questions.answeredBy({ space, text: message.text, repliedTo });
      if (ref !== undefined) return given(message, ref, messageId);
    }
    if (isPassedOn) return notes.passedOn(message.conversation);
    const isLate = desk.clock.now() - sentAtMs > lateAfterMs;
    const by = isLate ? person(message.sender.id) : undefined;
    if (by !== undefined && !(await wasTaken(message.deliveryKey))) return notes.late(message, by, sentAtMs);
    await parts.receive()({ message: greeted(message) });
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
      api.deleteMessage(conversation.space, messageId).catch(() => notes.deleteIt({ deliveryKey, conversation })),
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
    if ((await isOldPress(queryId)) && !(await wasTaken(message.deliveryKey))) return notes.latePress(message, text);
    // Not kept, it is not acknowledged either: the app shows it as being worked on, and it comes again.
    await parts.receive()({ message: { ...message, text } });
    acknowledge(queryId, message);
  }

  /** A press brings no time of its own, so what waited for the bot is told by Telegram not taking a reply to it any more. */
  async function isOldPress(queryId: string): Promise<boolean> {
    if (desk.clock.monotonic() - startedMs > waitedMs) return false;
    return api.answerCallbackQuery(queryId).then(
      () => false,
      (error: unknown) => error instanceof GrammyError && /query is too old/i.test(error.description),
    );
  }

  /** In the background: the app shows the button as being worked on until then. */
  function acknowledge(
    queryId: string,
    { conversation, sender }: Pick<IncomingMessage, 'conversation' | 'sender'>,
    text?: Text,
  ): void {
    const words =
      text === undefined
        ? {}
        : { text: translate(text, readerOf(desk, conversation, person(sender.id)?.id)), show_alert: true };
    // Too old, or pressed again: nothing is lost.
    inBackground(api.answerCallbackQuery(queryId, words).catch(() => undefined));
  }

  return {
    keep,
    async end() {
      await Promise.all(going);
    },
  };
}

/** Telegram itself sends `/start` for whoever opens the chat; with words behind it, it is the command. */
const greeted = (message: IncomingMessage): IncomingMessage =>
  /^\s*\/start(@\w+)?\s*$/i.test(message.text) ? { ...message, text: '/help' } : message;

type Of<K extends Meaning['kind']> = Extract<Meaning, { readonly kind: K }>;
