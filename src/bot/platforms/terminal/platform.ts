import { randomUUID } from 'node:crypto';
import type { Person } from '../../../auth/principal.ts';
import type { Conversation, Given, Message } from '../../../handlers/message.ts';
import type { ChatPlatform, Posted, Receive } from '../../../handlers/platform.ts';
import { renderText } from './render.ts';
import type { Screen } from './screen.ts';

export interface TerminalPlatform extends ChatPlatform {
  /** Hands in what the person there typed, or gave to a private question. Resolves when it is answered for good. */
  say(said: { readonly text: string; readonly given?: Given }): Promise<void>;
  /** What the person there was asked for privately and has not given; asked for once. */
  takeQuestion(): string | undefined;
}

export interface TerminalOptions {
  /** The machine: its terminals are its own. */
  readonly tenant: string;
  readonly screen: Screen;
  readonly width: () => number | undefined;
  readonly colour: boolean;
  /** Who sits there; undefined: nobody may talk. */
  readonly person: () => Person | undefined;
  /** Resolves when the answer to a delivery stands in its last words. */
  readonly answered: (deliveryKey: string) => Promise<void>;
  /** Masks secrets in what is shown. */
  readonly mask: (message: Message) => Message;
}

/** Keys and messages remembered. */
const mostRemembered = 1_000;

/** One terminal, for the one person who sits at it. */
export function terminalPlatform(options: TerminalOptions): TerminalPlatform {
  const { tenant, screen, person, mask } = options;
  const shown = new Map<string, string>();
  let receive: Receive | undefined;
  let question: { readonly messageId: string; readonly ref: string } | undefined;
  /** Answered directly, because nothing could be kept. */
  const direct = new Map<string, () => void>();

  const show = (messageId: string, { message, reader }: Parameters<ChatPlatform['post']>[1]): void => {
    const asking = message.blocks.find((block) => block.type === 'private-input');
    if (asking !== undefined) question = { messageId, ref: asking.ref };
    else if (question?.messageId === messageId) question = undefined;
    screen.show(messageId, renderText(mask(message), { ...reader, width: options.width(), colour: options.colour }));
  };
  const away = ({ space }: Conversation): Posted | undefined =>
    person()?.id === space ? undefined : { posted: false, retry: 'never', why: `${space} is not at the terminal` };
  const conversationOf = (id: string): Conversation => ({ platform: 'terminal', tenant, space: id });

  return {
    name: 'terminal',
    tellsRepeats: true,
    limits: { textBytes: 1_000_000, editsPerMinute: 600, buttons: false, files: true, privateInput: true },
    async start(handIn) {
      receive = handIn;
    },
    async stop() {
      receive = undefined;
    },
    privately(userId) {
      const sitting = person();
      const known = sitting !== undefined && [sitting.id, sitting.via.id].includes(userId);
      return known ? conversationOf(sitting.id) : undefined;
    },
    async post(to, outgoing) {
      const gone = away(to);
      if (gone !== undefined) return gone;
      const before = shown.get(outgoing.key);
      if (before !== undefined) return { posted: true, messageId: before };
      const messageId = randomUUID();
      shown.set(outgoing.key, messageId);
      for (const oldest of shown.keys()) if (shown.size > mostRemembered) shown.delete(oldest);
      show(messageId, outgoing);
      direct.get(outgoing.key)?.();
      return { posted: true, messageId };
    },
    async edit(to, messageId, outgoing) {
      const gone = away(to);
      if (gone !== undefined) return gone;
      if (![...shown.values()].includes(messageId))
        return { posted: false, retry: 'never', why: 'it was shown at another terminal' };
      show(messageId, outgoing);
      return { posted: true, messageId };
    },
    takeQuestion() {
      const ref = question?.ref;
      question = undefined;
      return ref;
    },
    async say({ text, given }) {
      if (receive === undefined) throw new Error('the terminal is not connected');
      const principal = person();
      const deliveryKey = `terminal:${randomUUID()}`;
      const atOnce = new Promise<void>((resolve) => direct.set(`answer:${deliveryKey}`, resolve));
      try {
        await receive({
          message: {
            deliveryKey,
            conversation: conversationOf(principal?.id ?? 'nobody'),
            sender: principal?.via ?? { platform: 'terminal', id: 'nobody' },
            private: true,
            takesInput: true,
            text,
            ...(given === undefined ? {} : { given }),
          },
          ...(principal === undefined ? {} : { principal }),
        });
        await Promise.race([options.answered(deliveryKey), atOnce]);
      } finally {
        direct.delete(`answer:${deliveryKey}`);
      }
    },
  };
}
