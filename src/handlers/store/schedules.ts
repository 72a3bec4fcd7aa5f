import type { Verdict } from '../../actions/report.ts';
import type { AnswerCode } from '../message.ts';
import type { AuditEntry } from './audit-log.ts';

/** How far a schedule has come. */
export interface ScheduleState {
  readonly id: string;
  /** What it was due by; another one starts anew from now. */
  readonly timing: string;
  /** Everything due up to here was begun, skipped or given up. */
  readonly handledMs: number;
  readonly paused?: { readonly by: string; readonly atMs: number };
}

/** `overlap`: not begun, the one before was still going on. `interrupted`: its process ended. `missed`: not caught up. */
export type TurnOutcome = AnswerCode | 'running' | 'overlap' | 'interrupted' | 'missed';

/** One time a schedule was due. */
export interface Turn {
  readonly number: number;
  readonly schedule: string;
  readonly dueMs: number;
  /** How many were due since the one before, this one among them. */
  readonly count: number;
  readonly startedAtMs: number;
  readonly finishedAtMs?: number;
  readonly outcome: TurnOutcome;
  readonly verdict?: Verdict;
  readonly runId?: number;
  /** `principalKey`. */
  readonly by: string;
}

export interface TurnEnd {
  readonly atMs: number;
  readonly outcome: TurnOutcome;
  readonly verdict?: Verdict;
  readonly runId?: number;
}

/** `since`: the turn that is still going on; left out when another instance had begun this one. */
export type Begun =
  | { readonly begun: true; readonly number: number }
  | { readonly begun: false; readonly since?: Turn };

export interface Schedules {
  /**
   * Durable: these are all there are. Makes the ones never seen, from `atMs` on, and forgets how far others had come: one that is
   * configured again later begins anew.
   */
  know(
    schedules: readonly { readonly id: string; readonly timing: string }[],
    atMs: number,
  ): Promise<readonly ScheduleState[]>;
  states(): Promise<readonly ScheduleState[]>;
  /** Durable: up to `handledMs` it is handled, and a turn begun; or, while one is going on, a turn that is over as `overlap`. */
  begin(turn: {
    readonly schedule: string;
    readonly handledMs: number;
    readonly dueMs: number;
    readonly count: number;
    readonly atMs: number;
    readonly by: string;
    /** The instance that does it; one that is gone is in nobody's way. */
    readonly owner: string;
    /** Compare-and-set on what was handled: nothing is begun, nor written, when another was faster. */
    readonly expectMs?: number;
  }): Promise<Begun>;
  /** Durable. */
  finish(number: number, end: TurnEnd): Promise<void>;
  /** Durable: up to there nothing is to be done any more; `turn`: is remembered as that. */
  handled(
    schedule: string,
    atMs: number,
    turn?: { readonly dueMs: number; readonly count: number; readonly outcome: TurnOutcome },
  ): Promise<void>;
  /** Durable; false when it is as wanted already. What falls due while it is paused is not caught up. */
  pause(
    schedule: { readonly id: string; readonly timing: string },
    paused: NonNullable<ScheduleState['paused']>,
    audit: AuditEntry,
  ): Promise<boolean>;
  resume(schedule: string, atMs: number, audit: AuditEntry): Promise<boolean>;
  /** Durable: turns of instances that are gone are over as `interrupted`; they are returned. */
  interrupted(atMs: number): Promise<readonly Turn[]>;
  /** Newest first. */
  turns(query: { readonly schedule?: string; readonly limit: number }): Promise<readonly Turn[]>;
}
