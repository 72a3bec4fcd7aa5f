import type * as z from 'zod';
import type { GuardContext } from '../ports.ts';
import type { FailureCode } from '../result.ts';
import type { Text } from '../text.ts';

export interface Broken {
  readonly planned: Text;
  readonly found: Text;
  /** Of the refusal, where the plan is not stale: what it would do is not allowed now. */
  readonly code?: FailureCode;
  /** Said instead of the general line, e.g. why a fourth restart within an hour is refused. */
  readonly message?: Text;
  /** A command that helps, when asking again does not. */
  readonly next?: string;
  /** Asking again with this behind it sets the guard aside; offered to whoever may. */
  readonly override?: string;
}

/** What must still be true when a plan starts. */
export interface GuardKind<Params extends z.ZodType = z.ZodType> {
  readonly guard: string;
  readonly params: Params;
  /** Undefined when it holds; else what was planned and what is found now. */
  broken(params: z.output<Params>, context: GuardContext): Promise<Broken | undefined>;
}

export const defineGuard = <P extends z.ZodType>(kind: GuardKind<P>): GuardKind => kind as unknown as GuardKind; // params are parsed by its own schema before they are passed
