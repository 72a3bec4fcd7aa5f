import type { Block, Verdict } from '../../actions/report.ts';
import type { Text } from '../../actions/text.ts';
import type { AuditEntry } from './audit-log.ts';
import type { SeenNews } from './intake.ts';

export type AlertLevel = Exclude<Verdict, 'ok'>;

/** One thing that fires, or has ended, as a monitor or somebody outside says it. */
export interface Signal {
  /** Stable for one thing as long as it is the same thing; begins with its source. */
  readonly fingerprint: string;
  /** Signals of one group are one alert, hence one message. */
  readonly group: string;
  readonly state: 'firing' | 'resolved';
  readonly level: AlertLevel;
  /** `monitor`, or the name of a source of `intake`. */
  readonly source: string;
  readonly system?: string;
  readonly service?: string;
  readonly host?: string;
  /** What sort of alert it is: a monitor's name, an `alertname`. */
  readonly name: string;
  readonly title: Text;
  readonly text: Text;
  /** As they came from outside. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Of this time it fires; the same time again is the same news again. */
  readonly startsAtMs: number;
  /** Nobody said since when: the time above is when it was heard, and what ended before says nothing of it. */
  readonly isUndated?: true;
  readonly endsAtMs?: number;
  readonly link?: string;
}

/** A condition that holds, or held: what one live message is about. */
export interface Alert {
  readonly id: number;
  readonly key: string;
  readonly source: string;
  /** Left out: of none that is known, or folded over `systems`. */
  readonly system?: string;
  /** Those it is folded over; none when it is of one system, or of none. */
  readonly systems: readonly string[];
  readonly name: string;
  readonly state: 'firing' | 'resolved';
  /** The worst of what fires; once resolved, the last one. */
  readonly level: AlertLevel;
  readonly openedAtMs: number;
  readonly resolvedAtMs?: number;
  /** `principalKey` of who resolved it by hand, and the reason given. */
  readonly resolvedBy?: string;
  readonly resolvedWhy?: string;
  /** `principalKey` */
  readonly acknowledgedBy?: string;
  readonly acknowledgedAtMs?: number;
  /** Ids of the people it goes to, one after the other, as configured when it fired. */
  readonly chain: readonly string[];
  /** Steps of telling people that were taken, and when the next one is due. */
  readonly told: number;
  readonly tellAtMs?: number;
  /** Many that came at once, each too many for a message of its own. */
  readonly folds: boolean;
  /** How often something in it fired again before it was closed. */
  readonly flaps: number;
  /** Nothing fires in it; closed then, unless something fires again. */
  readonly settlesAtMs?: number;
  readonly evidence: readonly Block[];
  /** Its things that fire, and those that have ended. */
  readonly firing: number;
  readonly ended: number;
  /** Rises with each change; `shown` is the one that people see. */
  readonly revision: number;
  readonly shown: number;
}

export interface AlertMember {
  readonly signal: Signal;
  readonly state: 'firing' | 'resolved';
  readonly startsAtMs: number;
  readonly resolvedAtMs?: number;
}

/** How signals become alerts. */
export interface AlertRules {
  readonly nowMs: number;
  /** People told one after the other. */
  chainOf(system: string | undefined): readonly string[];
  /** When nobody acknowledges, the next one is told after so long. */
  readonly tellAfterMs: number;
  /**
   * More new alerts of one system than `most` within this time are folded into one; once there are `mostOfAll` of all
   * systems together, those of further systems are folded into one over all of them, but for systems silenced whole or in
   * maintenance.
   */
  readonly fold: { readonly most: number; readonly mostOfAll: number; readonly withinMs: number };
  /** Something that ended so often within this time is only closed after it was quiet for `settleMs`. */
  readonly flapping: { readonly times: number; readonly withinMs: number; readonly settleMs: number };
  audit(event: 'alert.fired' | 'alert.resolved', alert: Pick<Alert, 'id' | 'system' | 'name'>): AuditEntry;
}

export interface Alerts {
  /**
   * Durable, all in one transaction: opens, joins, closes. A signal seen before changes nothing, and one about a time
   * that is known to have ended neither. Deliveries of the intake are taken out in the same commit, and what news of them is
   * not to be worked in again is kept.
   */
  apply(
    signals: readonly Signal[],
    rules: AlertRules,
    worked?: { readonly deliveries: readonly number[]; readonly seen: readonly SeenNews[] },
  ): Promise<void>;
  /** Durable: closes what was flapping and is quiet now; how many. */
  settle(rules: AlertRules): Promise<number>;
  get(id: number): Promise<Alert | undefined>;
  /** Newest first. */
  list(query: {
    readonly states?: readonly Alert['state'][];
    readonly systems?: readonly string[];
    readonly sinceMs?: number;
    readonly limit: number;
  }): Promise<readonly Alert[]>;
  /** What fires first, the worst of it before the rest; with `system` only those of it. */
  members(id: number, limit: number, system?: string): Promise<readonly AlertMember[]>;
  /** What its members are called, the most frequent first; with `systems` only those of these. */
  names(
    id: number,
    limit: number,
    systems?: readonly string[],
  ): Promise<readonly { readonly name: string; readonly count: number }[]>;
  /** How many of its members are of which system, most first. */
  systems(id: number): Promise<readonly { readonly system: string; readonly count: number }[]>;
  /** Signals of a source that fire, as they were said last; with `beforeMs` only those that began, or were said again, before. */
  firing(source: string, beforeMs?: number): Promise<readonly Signal[]>;
  /** Changed since they were shown, oldest first. */
  unshown(limit: number): Promise<readonly Alert[]>;
  shown(id: number, revision: number): Promise<void>;
  /** Whose next person is to be told now. */
  due(nowMs: number): Promise<readonly Alert[]>;
  /** Compare-and-set on `told`. */
  told(id: number, told: number, tellAtMs: number | undefined): Promise<boolean>;
  /** Tells the next one only then. */
  postpone(id: number, tellAtMs: number): Promise<void>;
  /** What changes nothing is not shown anew. */
  addEvidence(id: number, evidence: readonly Block[]): Promise<void>;
  /** Forgets what is known to have ended before then: news of it would be news again. */
  forgetEndings(beforeMs: number): Promise<void>;
  /** Shows them anew: a silence began or ended. */
  touch(ids: readonly number[]): Promise<void>;
  /** Durable compare-and-set: false when it is acknowledged or over already. */
  acknowledge(id: number, by: string, atMs: number, audit: AuditEntry): Promise<boolean>;
  /**
   * Durable compare-and-set: over by somebody's word, with all that fires in it; false when it is over already. What is said
   * to fire again is news, and a new alert.
   */
  resolve(
    id: number,
    word: { readonly by: string; readonly why: string; readonly atMs: number },
    audit: AuditEntry,
  ): Promise<boolean>;
}
