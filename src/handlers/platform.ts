import type { Principal } from '../auth/principal.ts';
import type { Reader } from './language/reader.ts';
import type { Conversation, IncomingMessage, Message } from './message.ts';

/** Where people talk to the bot: `slack`, `dingtalk`, `telegram`, `web`, `terminal`. One folder each under `bot/platforms`. */
export interface ChatPlatform {
  readonly name: string;
  readonly limits: PlatformLimits;
  /** A key posted again shows nothing new. Left out: it cannot tell, so what may be there already says so. */
  readonly tellsRepeats?: boolean;
  /** Edits of one message a minute, where that differs from place to place; `limits` says it unless told. */
  editsPerMinuteIn?(to: Conversation): number;
  /** Begins to hand in what people send. */
  start(receive: Receive): Promise<void>;
  /**
   * Shows a message. The key is the same each time one posting is tried: a platform that can tell must not show it twice.
   */
  post(to: Conversation, outgoing: Outgoing): Promise<Posted>;
  /** Replaces a message shown before; left out where nothing can be edited. */
  edit?(to: Conversation, messageId: string, outgoing: Outgoing): Promise<Posted>;
  /** The private conversation with a person's id there; undefined when the bot may not write first. */
  privately(userId: string): Conversation | undefined;
  /** A link that opens the private chat with the bot; left out where everybody has one. */
  privateLink?(): string | undefined;
  /** Ends the connection; waits for what is being sent. */
  stop(): Promise<void>;
}

export interface PlatformLimits {
  /** Bytes of one message's text. */
  readonly textBytes: number;
  /** Edits of one message a minute; more are coalesced. */
  readonly editsPerMinute: number;
  readonly buttons: boolean;
  readonly files: boolean;
  /** Where nothing can be edited: how something goes that takes long is said again so often; not at all unless told. */
  readonly silenceMs?: number;
  /** Takes a value that is neither shown nor kept there; no unless told. */
  readonly privateInput?: boolean;
  /** In a room, shows one person what the others do not see; such a message is never edited, and cannot be found again. No unless told. */
  readonly whispers?: boolean;
}

/**
 * Resolves when the message is durably kept, which is when the platform may acknowledge it. What is answered goes through
 * the outbox. Rejects when it could not be kept: then it must not be acknowledged, so that it is sent again.
 */
export type Receive = (incoming: {
  readonly message: IncomingMessage;
  /** Left out: looked up by the sender's id. */
  readonly principal?: Principal;
}) => Promise<void>;

export interface Outgoing {
  readonly key: string;
  readonly message: Message;
  readonly reader: Reader;
  /** Refused in its rich form: nothing but text this time. */
  readonly plain?: boolean;
  /** An earlier try may have been shown, though no reply came. */
  readonly again?: boolean;
}

export type Posted =
  | { readonly posted: true; readonly messageId: string }
  | {
      readonly posted: false;
      /** `later`: try again; `plain`: refused in this form, try without markup; `never`: this conversation cannot be written to. */
      readonly retry: 'later' | 'plain' | 'never';
      readonly afterMs?: number;
      /** What `afterMs` holds for; the conversation unless told. */
      readonly scope?: 'conversation' | 'platform';
      /** With `later`: it may have been shown all the same. */
      readonly maybeShown?: boolean;
      readonly why: string;
    };
