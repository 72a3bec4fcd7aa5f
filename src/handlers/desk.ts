import type { GuardKind } from '../actions/guards/guard.ts';
import type { BackupCatalogue, Files, History, Hosts, Inventory } from '../actions/ports.ts';
import type { StepKind } from '../actions/step.ts';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from './clock.ts';
import type { Chattable } from './command.ts';
import type { Conversation } from './message.ts';
import type { Redactor } from './redaction/redactor.ts';
import type { Settings } from './settings.ts';
import type { AuditEntry } from './store/audit-log.ts';
import type { Store } from './store/store.ts';

/** Everything the handlers work with, put together once in `bot`. */
export interface Desk {
  /** This process, as owner of runs and deliveries. */
  readonly instance: string;
  readonly store: Store;
  readonly hosts: Hosts;
  readonly history: History;
  /** Where answers too long for a message are kept. */
  readonly files?: Files;
  readonly backups: BackupCatalogue;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly commands: readonly Chattable[];
  readonly stepKinds: ReadonlyMap<string, StepKind>;
  readonly guardKinds: ReadonlyMap<string, GuardKind>;
  /** Runs of this process that broke off and still have to be marked interrupted. */
  readonly stranded: Map<number, AuditEntry>;
  /** Watches going on in this process, by their code. */
  readonly watches: Map<string, Watch>;
  /** Signing in to the bot's own page; left out where there is no page to sign in to. */
  readonly signIn?: SignIn;
  /** Private conversations with a person, the best first; left out where no platform is served. */
  places?(personId: string): readonly Conversation[];
  /** The configuration in force; a new one replaces it whole. */
  settings(): Settings;
  inventory(): Inventory;
  /** Loads the configuration again; a fault keeps the old one. Returns the faults, none when it is in force. */
  reconfigure(): Promise<readonly string[]>;
  log(level: 'info' | 'warn' | 'error', message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface SignIn {
  /** A link that signs this person in, once, within `validMs`. */
  link(person: Extract<Principal, { kind: 'person' }>): Promise<{ readonly url: string; readonly validMs: number }>;
  /** Ends all sessions of a person; how many there were. */
  end(personId: string): Promise<number>;
}

/** A query shown again and again in one message. */
export interface Watch {
  /** `principalKey` of who asked for it. */
  readonly requester: string;
  stop(): void;
}
