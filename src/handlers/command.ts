import type * as z from 'zod';
import type { Action, Declared } from '../actions/action.ts';
import type { Report } from '../actions/report.ts';
import type { Result } from '../actions/result.ts';
import type { Answer } from './message.ts';
import type { Request } from './request.ts';

/** A command about the bot itself (`/runs`, `/cancel`), declared like an action. */
export interface Command<Input extends z.ZodType = z.ZodType> extends Declared<Input> {
  readonly kind: 'command';
  /** Changes the bot's own state, so it needs an audit row before it runs. */
  readonly changesState: boolean;
  handle(input: z.output<Input>, request: Request): Promise<Result<Report> | Answer>;
}

export type Chattable = Action | Command;

export const defineCommand = <I extends z.ZodType>(command: Omit<Command<I>, 'kind'>): Command =>
  ({ kind: 'command', ...command }) as unknown as Command; // input is parsed by its own schema before it is passed
