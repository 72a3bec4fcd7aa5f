import type { Chattable } from '../../../handlers/command.ts';
import type { Fault } from '../fault.ts';
import type { Tree } from '../tree.ts';

/** What the rest of the program knows and the configuration may speak of. */
export interface Known {
  /** Names and other names of every command. */
  readonly commandWords: readonly string[];
  /** Permissions of every command, `noun:verb`. */
  readonly permissions: readonly string[];
  /** What a schedule may name; left out, its commands are not looked at. */
  readonly commands?: readonly Chattable[];
}

/**
 * One rule over the whole configuration. Reads the tree as it is written, so it works beside other faults and says
 * nothing about what the schema already refuses.
 */
export type Check = (tree: Tree, known: Known) => readonly Fault[];
