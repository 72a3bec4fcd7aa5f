import type { Answer, Conversation, Message } from '../message.ts';

/** One message to be seen somewhere, in its newest words. */
export interface Posting {
  /** The same posting put again is an edit. */
  readonly key: string;
  readonly conversation: Conversation;
  /** Whose it is, by id: decides the language, and where else they are found when the conversation refuses. */
  readonly person?: string;
  /** `progress` never replaces a `final`, and is given up when it is old. */
  readonly kind: 'progress' | 'final';
  /** It must reach somebody: refused here, it is raised elsewhere. */
  readonly insist: boolean;
  readonly message: Message;
  readonly atMs: number;
}

/** `sending`: handed to the platform, and nobody wrote down yet what became of it. */
export type PostingState = 'waiting' | 'sending' | 'shown' | 'given-up';

export interface OutboxRow extends Posting {
  /** Rises with each change of a conversation's messages. */
  readonly seq: number;
  readonly state: PostingState;
  /** Of its words, from 1. */
  readonly revision: number;
  /** Where it stands, once it was posted. */
  readonly messageId?: string;
  /** It may have been shown already, in the words of this revision. */
  readonly doubtful?: number;
  /** An earlier try may stand there as well. */
  readonly repeated: boolean;
  /** Was refused in its rich form. */
  readonly plain: boolean;
  /** Conversations that refused it. */
  readonly tried: readonly Conversation[];
  readonly notBeforeMs: number;
}

export interface Outbox {
  /**
   * Durable when final: posts, or replaces the words of what is there. The same words change nothing. `answers` pays the
   * delivery in the same commit; false, and nothing is written, when it is paid already. `onlyEdit`: false when there is none.
   */
  put(
    posting: Posting,
    more?: { readonly answers?: { readonly key: string; readonly answer: Answer }; readonly onlyEdit?: boolean },
  ): Promise<boolean>;
  get(key: string): Promise<OutboxRow | undefined>;
  /** The first row of each conversation that has something to be sent now, in order; when the next one will have. */
  heads(query: {
    readonly nowMs: number;
    readonly limit: number;
    readonly exceptLanes: readonly string[];
    readonly exceptPlatforms: readonly string[];
  }): Promise<{ readonly rows: readonly OutboxRow[]; readonly nextMs?: number }>;
  /** It is about to be handed over. `posting`: as a message of its own; durable, and doubtful until one knows. */
  sending(key: string, posting: boolean): Promise<void>;
  /** This revision stands there; what changed meanwhile waits until `notBeforeMs`. `repeated`: perhaps for the second time. */
  shown(
    key: string,
    shown: {
      readonly revision: number;
      readonly messageId: string;
      readonly notBeforeMs: number;
      readonly repeated?: boolean;
    },
  ): Promise<void>;
  /** It waits again. `doubtful`: it may have been shown, in this revision; left out: it was not. `lost`: where it stood it is no more. */
  failed(
    key: string,
    how: { readonly doubtful?: number; readonly plain?: boolean; readonly lost?: boolean },
  ): Promise<void>;
  /** Durable: it waits to be posted in another conversation. */
  readdress(key: string, conversation: Conversation): Promise<void>;
  /** Durable: nobody tries again unless its words change. */
  giveUp(key: string): Promise<void>;
  /** What waits, for the measurements. */
  waiting(): Promise<number>;
  /**
   * Calls back whenever this process put something; returns how to end that. `claimFor`: asked before something final is
   * put whether it is sent at once; what is claimed is handed over by its claim alone.
   */
  watch(listener: () => void, claimFor?: (conversation: Conversation) => Claim | undefined): () => void;
}

/** The turn of a conversation, held while a message for it is written. Ended by one of the two. */
export interface Claim {
  /** It is durable, and marked as being sent, in one commit. */
  send(row: OutboxRow): void;
  /** Nothing new was put, or something comes before it. */
  release(): void;
}

/** A conversation as one string: messages of a lane are sent in order. */
export const laneOf = ({ platform, tenant, space, thread }: Conversation): string =>
  JSON.stringify(thread === undefined ? [platform, tenant, space] : [platform, tenant, space, thread]);
