import type * as z from 'zod';
import type { Plan, Risk } from './plan.ts';
import type { ActionContext, PlanContext } from './ports.ts';
import type { Report } from './report.ts';
import type { Result } from './result.ts';
import type { CatalogueText, Text } from './text.ts';
import type { Takes } from './words.ts';

/** What every command says about itself: actions here, and the handlers' own commands. */
export interface Declared<Input extends z.ZodType = z.ZodType> {
  /** File name and chat name: single words `[a-z]+`, a folder's word before it for two (`backup now`). */
  readonly name: string;
  /** Other names, e.g. Chinese: `重启`. */
  readonly aliases: readonly string[];
  readonly summary: CatalogueText;
  /** Each parses to a valid input; the first is shown in help. */
  readonly examples: readonly [string, ...string[]];
  /** How the words after the name become fields of the input. */
  readonly takes: Takes;
  readonly input: Input;
  /** `noun:verb`, e.g. `service:restart`. */
  readonly permission: `${string}:${string}`;
  /** Permissions it asks for itself once it knows what it is about, e.g. `alert:ack` on the alert's system. */
  readonly asksFor?: readonly `${string}:${string}`[];
  readonly timeoutMs: number;
  /** More permissions that some inputs need, e.g. `restart:override`. */
  furtherPermissions?(input: z.output<Input>): readonly string[];
}

/** Reads and answers; changes nothing on any host. */
export interface Query<Input extends z.ZodType = z.ZodType> extends Declared<Input> {
  readonly kind: 'query';
  /** Answered once per system the reader may see, when no system was named. */
  readonly everySystem: boolean;
  report(input: z.output<Input>, context: ActionContext): Promise<Result<Report>>;
}

/** Returns a plan; the run engine does it. */
export interface Change<Input extends z.ZodType = z.ZodType> extends Declared<Input> {
  readonly kind: 'change';
  /** The least risk; a plan may say more. */
  readonly risk: Risk;
  /** Pure in input, planId, now() and what the hosts answer. */
  plan(input: z.output<Input>, context: PlanContext): Promise<Result<Plan>>;
  /** The verdict line of a run that succeeded; the default says the summary and how long it took. */
  outcome?(finished: FinishedRun): Text;
}

export interface FinishedRun {
  readonly plan: Plan;
  readonly runId: number;
  /** Per step of the plan. */
  readonly steps: readonly {
    readonly startedAtMs: number;
    readonly finishedAtMs: number;
    readonly outputs: Readonly<Record<string, string | number>>;
  }[];
}

export type Action = Query | Change;

/** Keep an action's own input type while it is declared, and let the registry hold it among others. */
export const defineQuery = <I extends z.ZodType>(query: Omit<Query<I>, 'kind'>): Query =>
  ({ kind: 'query', ...query }) as unknown as Query; // input is parsed by its own schema before it is passed
export const defineChange = <I extends z.ZodType>(change: Omit<Change<I>, 'kind'>): Change =>
  ({ kind: 'change', ...change }) as unknown as Change; // likewise
