import type { Text } from '../../../actions/text.ts';
import { identify } from '../../../auth/identify.ts';
import type { Desk } from '../../../handlers/desk.ts';
import { readerOf } from '../../../handlers/language/reader-of.ts';
import { translate } from '../../../handlers/language/translate.ts';
import type { IncomingMessage } from '../../../handlers/message.ts';
import type { Receive } from '../../../handlers/platform.ts';
import type { DirectChannels } from './direct-channels.ts';
import { describe } from './failures.ts';
import { escaped } from './parts.ts';
import { type Meaning, meaningOf, type Self } from './payloads.ts';
import { formView } from './private-form.ts';
import type { WebClient } from './web-api.ts';
import { whisper as tell } from './whisper.ts';
import { say } from './words.ts';

export interface IncomingParts {
  readonly desk: Desk;
  readonly client: WebClient;
  readonly channels: DirectChannels;
  /** Known once the bot is connected. */
  readonly self: () => Self;
  readonly receive: () => Receive;
}

export interface Incoming {
  /** Resolves with what is said back once a delivery is durably kept, or is of no interest; rejects when it was not kept. */
  take(kind: string, body: unknown): Promise<object | undefined>;
  /** Waits for what is being told. */
  end(): Promise<void>;
}

/** From a verified delivery to a message handed in. */
export function makeIncoming({ desk, client, channels, self, receive }: IncomingParts): Incoming {
  const going = new Set<Promise<unknown>>();

  const wordsFor = ({ sender, conversation }: Pick<IncomingMessage, 'sender' | 'conversation'>, text: Text): string =>
    translate(text, readerOf(desk, conversation, identify(sender, desk.settings().policy)?.id));

  const inBackground = (call: Promise<unknown>): void => {
    const ended = call
      .catch((error: unknown) => desk.log('warn', 'slack was not told', { why: describe(error) }))
      .finally(() => going.delete(ended));
    going.add(ended);
  };

  /** To one pair of eyes, where they are looking. */
  function whisper(message: Omit<IncomingMessage, 'text'>, channel: string, text: Text): void {
    const [, user = ''] = message.sender.id.split(':');
    const { thread } = message.conversation;
    inBackground(tell(client, { channel, user, thread }, { text: escaped(wordsFor(message, text)) }));
  }

  /** Slack tells who typed a command that it failed; a press would only look as if nothing had happened. */
  async function keep(message: IncomingMessage, channel: string): Promise<undefined> {
    try {
      await receive()({ message });
    } catch (error) {
      whisper(message, channel, say.notKept());
      throw error;
    }
  }

  async function ask({ message, ref, triggerId, channel }: Extract<Meaning, { kind: 'ask' }>): Promise<undefined> {
    const { thread } = message.conversation;
    const form = { ref, channel, ...(thread === undefined ? {} : { thread }) };
    const reader = readerOf(desk, message.conversation, identify(message.sender, desk.settings().policy)?.id);
    inBackground(
      client.views
        .open({ trigger_id: triggerId, view: formView(form, reader) })
        .catch(() => whisper(message, channel, say.notOpened())),
    );
    return undefined;
  }

  /** The value goes no further than to who asked for it. The form stays open when it was not kept. */
  async function given({ message, ref, value }: Extract<Meaning, { kind: 'given' }>): Promise<object | undefined> {
    try {
      await receive()({ message: { ...message, text: '', given: { ref, value } } });
      return undefined;
    } catch (error) {
      desk.log('warn', 'a value was not kept', { error: error instanceof Error ? error.name : 'unknown' });
      return { response_action: 'errors', errors: { given: wordsFor(message, say.notKept()) } };
    }
  }

  return {
    async take(kind, body) {
      const meaning = meaningOf(kind, body, self());
      switch (meaning.kind) {
        case 'message':
          if (meaning.direct !== undefined) channels.learn(meaning.message.conversation.space, meaning.direct);
          return keep(meaning.message, meaning.channel);
        case 'press':
          return keep({ ...meaning.message, text: meaning.command }, meaning.channel);
        case 'ask':
          return ask(meaning);
        case 'given':
          return given(meaning);
        case 'unreadable':
          desk.log('warn', 'slack sent what I do not understand', { kind });
          return undefined;
        case 'nothing':
          return undefined;
      }
    },
    async end() {
      await Promise.all(going);
    },
  };
}
