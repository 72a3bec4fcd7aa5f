import type { Block, Verdict } from '../../actions/report.ts';
import type { Text } from '../../actions/text.ts';
import type { AuditEntry } from './audit-log.ts';

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
  readonly endsAtMs?: number;
  readonly link?: string;
}

/** A condition that holds, or held: what one live message is about. */
export interface Alert {
  readonly id: number;
  readonly key: string;
  readonly source: string;
  readonly system?: string;
  readonly name: string;
  readonly state: 'firing' | 'resolved';
  /** The worst of what fires; once resolved, the last one. */
  readonly level: AlertLevel;
  readonly openedAtMs: number;
  readonly resolvedAtMs?: number;
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
  /** More new alerts of one system than `most` within this time are folded into one. */
  readonly fold: { readonly most: number; readonly withinMs: number };
  /** Something that ended so often within this time is only closed after it was quiet for `settleMs`. */
  readonly flapping: { readonly times: number; readonly withinMs: number; readonly settleMs: number };
  audit(event: 'alert.fired' | 'alert.resolved', alert: Pick<Alert, 'id' | 'system' | 'name'>): AuditEntry;
}

export interface Alerts {
  /**
   * Durable, all in one transaction: opens, joins, closes. A signal seen before changes nothing, and one about a time
   * that is known to have ended neither. Deliveries of the intake are taken out in the same commit.
   */
  apply(signals: readonly Signal[], rules: AlertRules, deliveries?: readonly number[]): Promise<void>;
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
  /** What fires first, then the newest. */
  members(id: number, limit: number): Promise<readonly AlertMember[]>;
  /** What its members are called, the most frequent first. */
  names(id: number, limit: number): Promise<readonly { readonly name: string; readonly count: number }[]>;
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
}
