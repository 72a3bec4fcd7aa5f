import type { Block } from './report.ts';
import type { Text } from './text.ts';

export type Environment = 'production' | 'staging' | 'lab' | 'demo';
/**
 * `looks` is a long reading that is a run to be followed and cancelled: every step of it only looks, so it asks nobody and
 * goes on under a freeze. `changes` asks the requester to confirm; `dangerous` asks a second person.
 */
export type Risk = 'looks' | 'changes' | 'dangerous';

/** A change before it happens, as plain JSON: shown, hashed, approved, journaled, resumed. */
export interface Plan {
  readonly action: string;
  /** The parsed input the plan was made from; planning again with it must give the same plan. */
  readonly input: unknown;
  readonly system: string;
  readonly environment: Environment;
  /** Names and stamps of the steps derive from it. */
  readonly planId: string;
  readonly plannedAtMs: number;
  readonly risk: Risk;
  /** When it is not the one of the action's own descriptor: the undo of a run needs what the run needed. */
  readonly permission?: string;
  readonly locks: readonly Lock[];
  readonly guards: readonly Guard[];
  readonly steps: readonly Step[];
  // Shown, not hashed:
  readonly summary: Text;
  readonly downtimeMs?: number;
  /** Of `downtimeMs`: as long as the last times, or the most that is allowed. An estimate unless told. */
  readonly downtimeIs?: 'measured' | 'at-most';
  readonly facts: readonly Block[];
}

export interface Lock {
  /** `host:h1`, `system:teaching`, `service:teaching/llm`, `database:teaching/main`, `backup:teaching`. */
  readonly resource: string;
  readonly mode: 'shared' | 'exclusive';
}

/** What must still be true when the run starts; its kind knows how to look. */
export interface Guard {
  readonly guard: string;
  readonly params: unknown;
}

/** One unit of work. Everything but `title` is hashed. */
export interface Step {
  readonly kind: string;
  readonly host: string;
  readonly title: Text;
  readonly timeoutMs: number;
  /** `leave`: when a later step fails, what this one did stays (a restart has nothing to put back). */
  readonly onFailure: 'undo' | 'leave';
  /** A cancel waits until it is through: what came before has no meaning without it (the start of a restart). */
  readonly belongsToPrevious?: true;
  /** Parsed by the kind's schema. A value `{ from: 'step-2.sha256' }` is an output of an earlier step, counted from 1. */
  readonly params: unknown;
}
