import type { Environment } from '../actions/plan.ts';
import type { Chattable } from './command.ts';

/** What a text turned out to ask for. */
export interface Asked<C extends Chattable = Chattable> {
  readonly command: C;
  /** Parsed by the command's own schema. */
  readonly input: unknown;
  readonly system?: string;
  readonly environment?: Environment;
}
