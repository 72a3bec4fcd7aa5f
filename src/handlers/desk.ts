import type { GuardKind } from '../actions/guards/guard.ts';
import type { BackupCatalogue, Files, History, Hosts, Inventory, Pipes } from '../actions/ports.ts';
import type { Result } from '../actions/result.ts';
import type { StepKind } from '../actions/step.ts';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from './clock.ts';
import type { Chattable } from './command.ts';
import type { Conversation } from './message.ts';
import type { Redactor } from './redaction/redactor.ts';
import type { DayKind } from './schedules/work-days.ts';
import type { Settings } from './settings.ts';
import type { Alert } from './store/alerts.ts';
import type { AuditEntry } from './store/audit-log.ts';
import type { SilencedThere } from './store/silences.ts';
import type { Store } from './store/store.ts';

/** Everything the handlers work with, put together once in `bot`. */
export interface Desk {
  /** This process, as owner of runs and deliveries. */
  readonly instance: string;
  readonly store: Store;
  readonly hosts: Hosts;
  readonly pipes: Pipes;
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
  /** The value of a secret the configuration names, by its place; left out where there is none. */
  configured?(place: string): string | undefined;
  /** Stopped runs of which it is being found out whether they can be gone on with: nobody is told yet. */
  readonly takingUp: Set<number>;
  /** Systems on which a run of this process ended, until their monitors have looked at what it left. */
  readonly workedOn: Set<string>;
  /** Watches going on in this process, by their code. */
  readonly watches: Map<string, Watch>;
  /** Signing in to the bot's own page; left out where there is no page to sign in to. */
  readonly signIn?: SignIn;
  /** Private conversations with a person, the best first; left out where no platform is served. */
  places?(personId: string): readonly Conversation[];
  /** Those of them that take what is asked for privately. */
  inputPlaces?(personId: string): readonly Conversation[];
  /** A link that opens the private chat with the bot on a platform. */
  privateLink?(platform: string): string | undefined;
  /** Whether who asks in a room there can be answered alone. */
  whispers?(platform: string): boolean;
  /** Whether a day such as `2026-10-10` is worked in China; left out, nobody knows. */
  holidays?(day: string): Promise<DayKind>;
  /** Silences made where alerts come from; left out where nothing is. */
  readonly silencesElsewhere?: SilencesElsewhere;
  /** The configuration in force; a new one replaces it whole. */
  settings(): Settings;
  inventory(): Inventory;
  /** Loads the configuration again; a fault keeps the old one. Returns the faults, none when it is in force. */
  reconfigure(): Promise<readonly string[]>;
  /** Platforms whose part of the configuration changed begin anew, the others go on; their names. Left out where none is served. */
  connectAnew?(): Promise<readonly string[]>;
  log(level: 'info' | 'warn' | 'error', message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface SignIn {
  /** A link that signs this person in, once, within `validMs`. */
  link(person: Extract<Principal, { kind: 'person' }>): Promise<{ readonly url: string; readonly validMs: number }>;
  /** Ends all sessions of a person; how many there were. */
  end(personId: string): Promise<number>;
}

/** An Alertmanager that can be asked to be silent as well. */
export interface SilencesElsewhere {
  /** Undefined when this alert comes from nowhere that could be asked. */
  make(
    alert: Alert,
    silence: { readonly untilMs: number; readonly by: string; readonly reason: string | undefined },
  ): Promise<Result<SilencedThere> | undefined>;
  /** Of a whole system, at each that may speak of it. */
  makeFor(
    system: string,
    silence: { readonly untilMs: number; readonly by: string; readonly reason: string },
  ): Promise<readonly Result<SilencedThere>[]>;
  end(there: SilencedThere): Promise<Result<void>>;
  /** What it keeps quiet there; undefined when it does not hold any more, or nobody can be asked. */
  silenced(there: SilencedThere): Promise<Result<Silenced> | undefined>;
}

/** Alerts that fire somewhere else and are not told, since we asked for that. */
export interface Silenced {
  /** As its source would post them. */
  readonly body: unknown;
  /** As it calls them. */
  readonly fingerprints: readonly string[];
  covers(labels: Readonly<Record<string, string>>): boolean;
}

/** A query shown again and again in one message. */
export interface Watch {
  /** `principalKey` of who asked for it. */
  readonly requester: string;
  stop(): void;
}
