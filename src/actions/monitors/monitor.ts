import type { Answers, Question } from '../ask-hosts.ts';
import type { Service, System } from '../inventory.ts';
import type { BackupCatalogue, HostAnswer, Hosts } from '../ports.ts';
import type { Verdict } from '../report.ts';
import type { Result } from '../result.ts';
import type { Text } from '../text.ts';
import type { MonitorKindName, MonitorSpec } from './monitor-spec.ts';

/** A check on a schedule, everything it inherits filled in. */
export interface Monitor {
  /** Its name under `monitors`. */
  readonly id: string;
  readonly system: string;
  readonly kind: MonitorKindName;
  readonly everyMs: number;
  readonly forMs: number;
  readonly times: number;
  readonly limits: Limits;
  readonly spec: MonitorSpec;
}

/** Above `critical` or `warning` it fires; below the limit less `clears` it is well again. */
export interface Limits {
  readonly warning?: number;
  readonly critical?: number;
  readonly clears: number;
}

/** What was found out about one thing a monitor looks at. */
export interface Measured {
  /** Stable within its monitor: `llm`, `h1`, `h1 /data`. */
  readonly subject: string;
  readonly host?: string;
  readonly service?: string;
  readonly label: Text;
  readonly text: Text;
  /** Kept as a sample, and compared with the limits where there is no verdict. */
  readonly value?: number;
  /** Where the kind judges by itself. */
  readonly verdict?: Verdict;
  /** There is nothing to compare with yet: the first look at a counter. */
  readonly pending?: boolean;
  /** Its host did not answer at all, which is one alert and not many. */
  readonly silentHost?: string;
}

/** What a kind keeps from one look to the next, per subject; plain JSON. */
export interface Memo {
  get(subject: string): unknown;
  set(subject: string, value: unknown): void;
}

export interface MonitorContext {
  readonly hosts: Hosts;
  readonly backups: BackupCatalogue;
  readonly signal: AbortSignal;
  now(): number;
  /** A service's health endpoint; asked once a round however many want to know. */
  health(service: Service): Promise<Result<HostAnswer>> | undefined;
  readonly memo: Memo;
}

/** Begun before the hosts are asked: what to ask them in their one batch, and what to make of the answers. */
export interface Begun {
  readonly questions: readonly Question<unknown>[];
  finish(answers: Answers): Promise<readonly Measured[]>;
}

export interface MonitorKind {
  readonly kind: MonitorKindName;
  /** Of its values; empty for none. */
  readonly unit: string;
  /** What holds where the configuration says nothing. */
  readonly everyMs: number;
  limits(spec: MonitorSpec, system: System): { readonly warning?: number; readonly critical?: number };
  begin(monitor: Monitor, system: System, context: MonitorContext): Begun;
}
