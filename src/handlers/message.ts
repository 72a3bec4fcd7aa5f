import type { Block, Verdict } from '../actions/report.ts';
import type { FailureCode } from '../actions/result.ts';

/** What is shown: blocks, JSON throughout. Each platform renders it natively. */
export interface Message {
  readonly blocks: readonly Block[];
}

/** Where a message is said; defaults, progress and order belong to it. */
export interface Conversation {
  readonly platform: string;
  readonly tenant: string;
  readonly space: string;
  readonly thread?: string;
  /** Whispered: of those who read there only this person sees it, by their id there; it is nowhere once they look away. */
  readonly only?: string;
}

/** What a platform hands in after it verified and parsed a delivery. */
export interface IncomingMessage {
  /** Unique per platform; the same key is the same message sent again. */
  readonly deliveryKey: string;
  readonly conversation: Conversation;
  /** The unforgeable id of the sender. */
  readonly sender: { readonly platform: string; readonly id: string };
  /** Only the sender reads the conversation. */
  readonly private: boolean;
  readonly text: string;
  /** A value given to a private question, in place of text; no words of it may be kept or shown. */
  readonly given?: Given;
  /** What is asked for privately can be taken there, unseen and unkept. */
  readonly takesInput?: true;
}

export interface Given {
  readonly ref: string;
  readonly value: string;
}

export type AnswerCode = 'ok' | 'needs-confirm' | 'needs-approval' | 'needs-input' | FailureCode;

/** How one command ended. */
export interface Answer {
  readonly code: AnswerCode;
  readonly message: Message;
  /** Of a report; how alarming what was found is. */
  readonly verdict?: Verdict;
  readonly runId?: number;
  /** The code to confirm or approve with. */
  readonly approvalId?: string;
  readonly planHash?: string;
  /** Kept for a repeated delivery in place of `message`, where that must be shown once and stored nowhere. */
  readonly kept?: Message;
}

/** What may be stored of an answer. */
export const keepable = ({ kept, ...answer }: Answer): Answer =>
  kept === undefined ? answer : { ...answer, message: kept };
