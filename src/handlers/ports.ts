import type { Environment, Lock, Plan } from '../actions/plan.ts';
import type { Failure } from '../actions/result.ts';
import type { Outputs } from '../actions/step.ts';
import type { Answer, Conversation, Message } from './message.ts';

/**
 * What the handlers need kept. Each method is one transaction; nothing is awaited inside.
 * `durable` ones are on the disk (fsync) when the promise resolves. Times are epoch milliseconds.
 */

export interface Clock {
  /** Wall clock, epoch milliseconds. */
  now(): number;
  /** Milliseconds that never jump; for deadlines within one process. */
  monotonic(): number;
  /** Rejects with the signal's reason when it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

// ── deliveries ───────────────────────────────────────────────────────────────

export interface Delivery {
  /** platform + its delivery id. */
  readonly key: string;
  readonly atMs: number;
  readonly conversation: Conversation;
  /** `telegram:12345`. */
  readonly sender: string;
  /** As typed, redacted. */
  readonly text: string;
  readonly owner: string;
  /** Its answer is to be posted: owed until it is in the outbox. */
  readonly owed?: boolean;
}

export interface Deliveries {
  /**
   * Durable. `new`: this call owns it. `seen`: an earlier one was answered, or is being worked on by a living
   * instance. `orphaned`: its owner died before an answer; this call owns it now.
   */
  accept(
    delivery: Delivery,
  ): Promise<{ readonly state: 'new' | 'orphaned' } | { readonly state: 'seen'; readonly answer?: Answer }>;
  /** How many deliveries a sender made since a time, for the rate limit. */
  countSince(sender: string, sinceMs: number): Promise<number>;
  /** Not durable on its own: the newest words of an answer, for a repeated delivery. */
  answered(key: string, answer: Answer): Promise<void>;
  /** Those whose owner died before their answer was in the outbox, oldest first. */
  owed(query: {
    readonly nowMs: number;
    readonly limit: number;
  }): Promise<readonly (Delivery & { readonly answer?: Answer })[]>;
}

// ── audit ────────────────────────────────────────────────────────────────────

export interface AuditEntry {
  readonly atMs: number;
  /** `principalKey` of who. */
  readonly principal: string;
  /** `telegram:12345`, `os:root`; root acting as somebody is `os:root` with `assumed`. */
  readonly via: string;
  readonly assumed?: boolean;
  /** `command.opened`, `command.closed`, `command.denied`, `approval.asked`, `approval.approved`, `run.interrupted`, `frozen` … */
  readonly event: string;
  /** As typed, redacted. */
  readonly command?: string;
  readonly action?: string;
  readonly system?: string;
  readonly environment?: Environment;
  readonly runId?: number;
  readonly approvalId?: string;
  readonly planHash?: string;
  /** Of a closing entry: `ok` or a failure's code. */
  readonly outcome?: string;
  readonly reason?: string;
  /** The entry this one closes. */
  readonly opens?: number;
  /** Version of the configuration it was decided under. */
  readonly configuration: string;
}

export interface AuditRow extends AuditEntry {
  readonly seq: number;
  /** HMAC-SHA256 over the previous row's mac and this row's canonical JSON, hex. */
  readonly mac: string;
}

export interface AuditLog {
  /** Durable. Throws when it cannot be written: then nothing may happen. */
  append(entry: AuditEntry): Promise<number>;
  /** Durable, one commit with the delivery's answer. */
  close(entry: AuditEntry, delivery?: { readonly key: string; readonly answer: Answer }): Promise<number>;
  /** Newest first. */
  list(query: {
    readonly limit: number;
    readonly system?: string;
    readonly principal?: string;
    readonly beforeSeq?: number;
  }): Promise<readonly AuditRow[]>;
  verify(): Promise<AuditVerdict>;
}

export interface AuditVerdict {
  readonly rows: number;
  /** Faults found, in order; empty is well. */
  readonly faults: readonly {
    readonly seq: number;
    readonly fault: 'changed' | 'missing' | 'out-of-order' | 'cut' | 'head-missing';
  }[];
  /** Rows after the last anchor: intact by themselves, but nobody outside vouches for them. */
  readonly unprovenFrom?: number;
}

// ── runs ─────────────────────────────────────────────────────────────────────

export const runStates = [
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
  'undo-failed',
  'abandoned',
] as const;
/** `failed`: and everything that could be put back was. `interrupted`: its process died; locks kept. */
export type RunState = (typeof runStates)[number];
/** States that keep their locks. */
export const holdingStates: readonly RunState[] = ['running', 'interrupted', 'undo-failed'];

export interface Run {
  readonly runId: number;
  readonly plan: Plan;
  readonly planHash: string;
  /** `principalKey`. */
  readonly requester: string;
  readonly approvedBy?: string;
  readonly approvedAtMs?: number;
  readonly conversation: Conversation;
  readonly state: RunState;
  readonly startedAtMs: number;
  readonly finishedAtMs?: number;
  /** Instance that executes it. */
  readonly owner: string;
  readonly cancelledBy?: string;
  readonly failure?: Failure;
  /** The run this one undoes. */
  readonly undoes?: number;
  /** Key of the delivery that started it. */
  readonly delivery?: string;
  readonly auditSeq: number;
}

export type JournalPhase = 'prepared' | 'done' | 'failed' | 'undo-started' | 'undone' | 'undo-failed';
export interface JournalEntry {
  readonly runId: number;
  /** From 1. */
  readonly step: number;
  readonly phase: JournalPhase;
  readonly atMs: number;
  /** With `prepared`. */
  readonly memo?: unknown;
  /** With `done`. */
  readonly outputs?: Outputs;
  /** With `failed` and `undo-failed`. */
  readonly failure?: Failure;
}

export interface OpenRun {
  readonly plan: Plan;
  readonly planHash: string;
  readonly requester: string;
  readonly approvedBy?: string;
  readonly approvedAtMs?: number;
  readonly conversation: Conversation;
  readonly owner: string;
  readonly undoes?: number;
  readonly delivery?: string;
  /** Its `runId` is filled in. */
  readonly audit: AuditEntry;
  /** The approval that is used up by it, claimed in the same transaction. */
  readonly approvalId?: string;
}

export type Opened =
  | { readonly opened: true; readonly run: Run }
  | { readonly opened: false; readonly busy: { readonly lock: Lock; readonly holder: Run } }
  | { readonly opened: false; readonly approvalGone: true };

export interface Runs {
  /** Durable: audit row, run, all its locks and the use of its approval, or none of them. Throws when it cannot be written. */
  open(run: OpenRun): Promise<Opened>;
  /** Durable. */
  journal(entry: JournalEntry): Promise<void>;
  /** Durable: final state, locks released unless the state keeps them, the closing audit row, the delivery's answer. */
  close(end: {
    readonly runId: number;
    readonly state: RunState;
    readonly failure?: Failure;
    readonly audit: AuditEntry;
    readonly delivery?: { readonly key: string; readonly answer: Answer };
  }): Promise<void>;
  /** Durable compare-and-set: takes an interrupted or undo-failed run over, or false. */
  takeOver(runId: number, owner: string, audit: AuditEntry): Promise<boolean>;
  get(runId: number): Promise<Run | undefined>;
  /** The newest run that a delivery started. */
  ofDelivery(key: string): Promise<Run | undefined>;
  entries(runId: number): Promise<readonly JournalEntry[]>;
  /** Newest first. */
  list(query: {
    readonly limit: number;
    readonly system?: string;
    readonly states?: readonly RunState[];
  }): Promise<readonly Run[]>;
  requestCancel(runId: number, by: string): Promise<boolean>;
  cancelRequestedBy(runId: number): Promise<string | undefined>;
  /** Whether a run that started after this one holds or held one of its locks exclusively. */
  laterRunTouched(runId: number): Promise<Run | undefined>;
}

// ── approvals ────────────────────────────────────────────────────────────────

export type ApprovalKind = 'confirm' | 'approve';
export type ApprovalState = 'open' | 'used' | 'denied' | 'void' | 'expired' | 'withdrawn';
/** A request to say yes to one plan. */
export interface Approval {
  /** 6 characters without look-alikes, upper case. */
  readonly code: string;
  readonly kind: ApprovalKind;
  readonly plan: Plan;
  readonly planHash: string;
  /** The permission an approver's grant must say `approve` for. */
  readonly permission: string;
  readonly requester: string;
  readonly conversation: Conversation;
  /** As typed. */
  readonly command: string;
  readonly askedAtMs: number;
  readonly expiresAtMs: number;
  readonly state: ApprovalState;
  readonly decidedBy?: string;
  readonly decidedAtMs?: number;
  /** Break-glass: may be used by the requester from this time on, with this reason. */
  readonly breakGlass?: { readonly reason: string; readonly fromMs: number };
  /** Another person looked at what was done without a second one. */
  readonly review?: { readonly by: string; readonly atMs: number; readonly note: string };
  readonly runId?: number;
  /** Key of the delivery that asked; its answer is the request shown there. */
  readonly delivery?: string;
  /** Ids of the people who were sent the request. */
  readonly told?: readonly string[];
}

export interface Approvals {
  /** Durable, with its audit row. */
  ask(approval: Approval, audit: AuditEntry): Promise<void>;
  get(code: string): Promise<Approval | undefined>;
  open(): Promise<readonly Approval[]>;
  /** Durable compare-and-set from `open`; false when somebody was faster. Use happens in `Runs.open`. */
  decide(
    code: string,
    to: Exclude<ApprovalState, 'open' | 'used'>,
    by: string,
    atMs: number,
    audit: AuditEntry,
  ): Promise<boolean>;
  /** Durable compare-and-set on an open request without break-glass; it stays open until `expiresAtMs` at least. */
  breakGlass(
    code: string,
    breakGlass: { readonly reason: string; readonly fromMs: number; readonly expiresAtMs: number },
    audit: AuditEntry,
  ): Promise<boolean>;
  /** Used by break-glass and not yet reviewed, oldest first. */
  toReview(limit: number): Promise<readonly Approval[]>;
  /** Durable compare-and-set; false when there is nothing to review. */
  review(code: string, review: NonNullable<Approval['review']>, audit: AuditEntry): Promise<boolean>;
}

// ── outbox ───────────────────────────────────────────────────────────────────

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
  /** Forgets what is not to be sent any more and is older; rows forgotten. */
  prune(beforeMs: number): Promise<number>;
  /** What waits, for the measurements. */
  waiting(): Promise<number>;
  /** Calls back whenever this process put something; returns how to end that. */
  watch(listener: () => void): () => void;
}

/** A conversation as one string: messages of a lane are sent in order. */
export const laneOf = ({ platform, tenant, space, thread }: Conversation): string =>
  JSON.stringify(thread === undefined ? [platform, tenant, space] : [platform, tenant, space, thread]);

// ── instances, freezes ───────────────────────────────────────────────────────

export interface Instances {
  /** Registers this process. `bot` takes the one lease; false when a living bot holds it. */
  register(instance: {
    readonly id: string;
    readonly kind: 'bot' | 'cli';
    readonly pid: number;
    readonly atMs: number;
  }): Promise<boolean>;
  heartbeat(id: string, atMs: number): Promise<void>;
  leave(id: string): Promise<void>;
  /**
   * Marks the running runs of dead owners interrupted (durable, with an audit row each) and returns them. An owner is
   * dead when its process is gone from this machine or its heartbeat is older than `silentForMs`.
   */
  reap(query: {
    readonly nowMs: number;
    readonly silentForMs: number;
    readonly audit: (run: Run) => AuditEntry;
  }): Promise<readonly Run[]>;
  bot(): Promise<{ readonly id: string; readonly pid: number } | undefined>;
}

export interface Freeze {
  /** A system's id, or `*` for all. */
  readonly scope: string;
  readonly reason: string;
  readonly by: string;
  readonly atMs: number;
}
export interface Freezes {
  /** The stored ones and the freeze file's. */
  current(): Promise<readonly Freeze[]>;
  freeze(freeze: Freeze, audit: AuditEntry): Promise<void>;
  /** False when nothing was frozen there. */
  thaw(scope: string, audit: AuditEntry): Promise<boolean>;
}

export interface Store {
  readonly deliveries: Deliveries;
  readonly audit: AuditLog;
  readonly runs: Runs;
  readonly approvals: Approvals;
  readonly instances: Instances;
  readonly freezes: Freezes;
  readonly outbox: Outbox;
}
