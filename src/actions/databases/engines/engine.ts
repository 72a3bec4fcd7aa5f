import type { Question } from '../../ask-hosts.ts';
import type { System } from '../../inventory.ts';
import type { Step } from '../../plan.ts';
import type { Argv } from '../../ports.ts';
import type { StepKind } from '../../step.ts';
import type { Text } from '../../text.ts';

export type Database = System['databases'][string];

/** What a step is to do; where, called what and within which time is for the plan. */
export type Work = Pick<Step, 'kind' | 'params'>;

/** A copy that is being made: in which folder, under which name. */
export interface NewCopy {
  readonly part: string;
  readonly folder: string;
  readonly file: string;
  readonly limitMs: number;
}

/** How data of one kind gets into a backup. `Source`: how the configuration says where it is. */
export interface Engine<Source> {
  /** The kinds of steps that are its own. */
  readonly steps: readonly Pick<StepKind, 'kind'>[];
  /** Ends the name of a copy: `.db`. */
  readonly ending: string;
  /** Copies it while it is in use; the file has its name only when the copy is whole. */
  snapshot(source: Source, copy: NewCopy): Work & { readonly title: Text };
  /**
   * POSIX sh that defines `look`: opens the copy `$file` of the present folder, which nobody writes to, and prints
   * `integrity …`, `rows COUNT|"table"` and `schema …` lines as far as it can; returns 30 or 33 when it is no good.
   */
  readonly inspection: string;
  /** The same for people. */
  shownInspection(file: string): Argv;
}

/** A copy of a backup that goes back to where its database was. */
export interface ReturningCopy {
  readonly folder: string;
  readonly file: string;
  readonly sha256: string;
  /** `user:group 640` of each source. */
  readonly owners: readonly string[];
  readonly limitMs: number;
}

/** An engine whose databases the configuration names: they are looked at, kept in order, put back and emptied too. */
export interface DatabaseEngine<Source extends Database = Database> extends Engine<Source> {
  /** Paths it is known by, which a backup records as where it came from. */
  sources(database: Source): readonly string[];
  /** All its files: one left behind would be mixed with another's. */
  files(database: Source): readonly string[];
  /** Those of them whose newest write is the newest write to it. */
  written(database: Source): readonly string[];
  look(database: Source, depth: Depth): Question<DatabaseSeen>;
  /** Rows of each table as they are now; none where it is gone or damaged. */
  rows(database: Source): Question<Readonly<Record<string, number>>>;
  /** Programs of the host by which all this is done: one of them will do. */
  readonly tools: readonly string[];
  /** Said of a host that has none of them. */
  lacking(host: string): Text;
  /** Reads it whole; unhealthy when it holds fewer rows than these. Its step has `rows` among its outputs. */
  check(database: Source, expected: { readonly counts: Counts; readonly limitMs: number }): Work;
  readonly checkKind: string;
  /** Takes it out of the way under names that hold the stamp; undone, it is back. */
  setAside(database: Source, stamp: string): Work;
  /** Leaves its place to a service that makes it anew; undone, what was made is out of the way. */
  renew(database: Source, stamp: string): Work;
  /** Puts a copy in its place, which was cleared; undone, it is out of the way. */
  putBack(database: Source, stamp: string, copy: ReturningCopy): Work;
  readonly optimizing: Optimizing<Source>;
  /** Everything run as the user whose it is, through sudo, beside what moves its files. */
  privileged(database: Source): readonly Argv[];
}

type Counts = Readonly<Record<string, number>>;

/** Gives free room back and renews statistics. Its step has `before` and `after` among its outputs, bytes. */
export interface Optimizing<Source> {
  readonly kind: string;
  title(words: { readonly name: Text }): Text;
  work(database: Source, limitMs: number): Work;
  /** How long it takes for so many bytes, milliseconds. */
  msFor(bytes: number): number;
  /** What it needs beside them meanwhile, bytes. */
  besideFor(bytes: number): number;
  /** What becomes of those who use it, for so long. */
  meanwhile(words: { readonly took: { readonly durationMs: number } }): Text;
}

/** What stands on the host where a database should be. */
export interface DatabaseSeen {
  /** `unknown`: it could not be opened for a reason that passes, such as a lock. `no-engine`: none of its tools is there. */
  readonly state: 'sound' | 'damaged' | 'missing' | 'empty' | 'unreadable' | 'no-engine' | 'unknown';
  /** What the engine said first, when it is damaged or unknown. */
  readonly why?: string;
  /** How much was read to call it sound; left out where only sizes were asked. */
  readonly read?: 'whole' | 'opened';
  readonly bytes: number;
  readonly walBytes: number;
  /** Inside the file, given back when it is optimised. */
  readonly freeBytes: number;
  /** The newest write to any of its files, by the host's clock. */
  readonly writtenAtMs?: number;
  /** Rows that name one that is not there; asked only where all is read. */
  readonly foreignKeyFaults: number;
  readonly rows: Counts;
  /** With its indexes; asked for sizes only. */
  readonly tableBytes: Counts;
}

/**
 * `quick`: reads a small database whole and of a large one the schema, for a look that must not take long.
 * `full`: integrity, foreign keys and rows. `sizes`: rows and bytes per table.
 */
export type Depth = 'quick' | 'full' | 'sizes';
