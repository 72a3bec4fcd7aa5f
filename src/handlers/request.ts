import type { Language } from '../actions/text.ts';
import type { Principal } from '../auth/principal.ts';
import type { Desk } from './desk.ts';
import type { Conversation, Message } from './message.ts';

/** One command being answered. */
export interface Request {
  readonly desk: Desk;
  readonly principal: Principal;
  readonly conversation: Conversation;
  /** Only the sender reads the answer. */
  readonly private: boolean;
  /** What is asked for privately can be taken in this conversation. */
  readonly takesInput?: true;
  /** As typed, redacted. */
  readonly text: string;
  readonly deliveryKey: string;
  readonly language: Language;
  /** The requester's own confirmation came with the command (`--yes`). */
  readonly confirmed: boolean;
  /** Shows the newest state of a running command; the platform edits one message. */
  progress(message: Message): void;
  /** Aborts when the process must end. */
  readonly signal: AbortSignal;
  /** What is written beside the answer, in one commit with it where both are asked for together; left out: waited for. */
  alongside?(written: Promise<void>): void;
}
