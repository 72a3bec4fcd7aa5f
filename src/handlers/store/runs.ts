import type { Lock, Plan } from '../../actions/plan.ts';
import type { Failure } from '../../actions/result.ts';
import type { Outputs } from '../../actions/step.ts';
import type { Answer, Conversation } from '../message.ts';
import type { AuditEntry } from './audit-log.ts';

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
  /** Interrupted runs whose process was found dead, whoever found it, until they are looked after or taken over; oldest first. */
  leftBehind(): Promise<readonly Run[]>;
  /** People were told of it: they decide. */
  lookedAfter(runId: number): Promise<void>;
  requestCancel(runId: number, by: string): Promise<boolean>;
  cancelRequestedBy(runId: number): Promise<string | undefined>;
  /** Whether a run that started after this one holds or held one of its locks exclusively. */
  laterRunTouched(runId: number): Promise<Run | undefined>;
}
