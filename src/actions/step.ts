import type * as z from 'zod';
import type { BackupCatalogue, Hosts, Inventory, Pipes, Secrets } from './ports.ts';
import type { Result } from './result.ts';
import type { Text } from './text.ts';

/** Values later steps may refer to. */
export type Outputs = Readonly<Record<string, string | number>>;
export type ReadBack = 'done' | 'not-done' | 'unknown';

/**
 * How one kind of step is done. A step itself is data (see `plan.ts`).
 * `prepare` reads the former state; its memo is journaled durably before `perform`, so that a crash can be undone.
 */
export interface StepKind<Params extends z.ZodType = z.ZodType, Memo extends z.ZodType = z.ZodType> {
  readonly kind: string;
  readonly params: Params;
  readonly memo: Memo;
  /** Names and types of its outputs. */
  readonly outputs: z.ZodType<Outputs>;
  /** May it be done again when nobody can tell whether it was done? */
  readonly repeatable: boolean;
  /** It only waits or looks: nothing of it stays on the host. */
  readonly onlyLooks?: true;
  /** Its long work is a job of the host (see `jobs/`): a run whose process died is gone on with while the job lives, or has ended. */
  readonly reattachable?: true;
  /** `now`: while it works; `after-step`: once it is through; `never`. */
  readonly cancellable: 'now' | 'after-step' | 'never';
  /** The exact commands and files, for the plan that people read. */
  describe(params: z.output<Params>): readonly string[];
  prepare(params: z.output<Params>, context: StepContext): Promise<Result<z.output<Memo>>>;
  perform(params: z.output<Params>, memo: z.output<Memo>, context: StepContext): Promise<Result<Outputs>>;
  undo?(params: z.output<Params>, memo: z.output<Memo>, context: StepContext): Promise<Result<void>>;
  /** Reads the host and tells whether an interrupted step took effect. Never changes anything. */
  readBack(params: z.output<Params>, memo: z.output<Memo>, context: StepContext): Promise<ReadBack>;
  /** The commands a person types on the host when `undo` itself failed. */
  manual?(params: z.output<Params>, memo: z.output<Memo>): readonly string[];
  /** The outputs of a step found done by `readBack`. */
  recall?(params: z.output<Params>, memo: z.output<Memo>, context: StepContext): Promise<Result<Outputs>>;
}

export interface StepContext {
  readonly hosts: Hosts;
  readonly pipes: Pipes;
  readonly inventory: Inventory;
  readonly backups: BackupCatalogue;
  readonly secrets: Secrets;
  /** The step's host. */
  readonly host: string;
  readonly runId: number;
  readonly planId: string;
  /** Its number within the plan, from 1. */
  readonly step: number;
  now(): number;
  /** Waits; rejects with the signal's reason when cancelled. */
  sleep(ms: number): Promise<void>;
  readonly signal: AbortSignal;
  /** One line of live progress. */
  progress(line: Text): void;
}

/** Keeps a kind's own types while it is declared. */
export const defineStep = <P extends z.ZodType, M extends z.ZodType>(kind: StepKind<P, M>): StepKind<P, M> => kind;
