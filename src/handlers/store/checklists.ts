import type { Finding, Verdict } from '../../actions/report.ts';
import type { Text, Wording } from '../../actions/text.ts';
import type { AuditEntry } from './audit-log.ts';

export const checklistKinds = ['daily', 'weekly', 'monthly', 'quarterly'] as const;
export type ChecklistKind = (typeof checklistKinds)[number];

/** What one item turned out to be. */
export interface ItemSeen {
  readonly item: string;
  /** As configured then. */
  readonly title: string | Wording;
  readonly verdict: Verdict;
  readonly headline: Text;
  readonly findings: readonly Finding[];
}

/** One time a list was gone through. */
export interface ChecklistSeen {
  readonly id: number;
  readonly system: string;
  readonly kind: ChecklistKind;
  /** `2026-11-21`, `2026-W47`, `2026-11`, `2026-Q4` in the team's zone. */
  readonly period: string;
  readonly atMs: number;
  /** `principalKey`. */
  readonly by: string;
  readonly verdict: Verdict;
  readonly items: readonly ItemSeen[];
}

/** An item that a person did. */
export interface ItemDone {
  readonly system: string;
  readonly kind: ChecklistKind;
  readonly item: string;
  readonly period: string;
  readonly by: string;
  readonly atMs: number;
  readonly note?: string;
}

/** Where a list was said: the delivery that asked for it. */
export interface ChecklistSaying {
  readonly system: string;
  readonly kind: ChecklistKind;
  readonly period: string;
  readonly delivery: string;
  readonly atMs: number;
}

export interface Checklists {
  /** Durable. */
  keep(seen: Omit<ChecklistSeen, 'id'>): Promise<number>;
  /** Newest first. `beforePeriod`: of an earlier one. */
  list(query: {
    readonly system?: string;
    readonly kind?: ChecklistKind;
    readonly beforePeriod?: string;
    readonly sinceMs?: number;
    readonly limit: number;
  }): Promise<readonly ChecklistSeen[]>;
  /** Durable, with its audit row; the one who did it first when it is done already. */
  done(done: ItemDone, audit: AuditEntry): Promise<ItemDone | undefined>;
  /** For what is done later to be shown there. */
  said(saying: ChecklistSaying): Promise<void>;
  /** Newest first. */
  sayings(
    query: Pick<ChecklistSaying, 'system' | 'kind' | 'period'> & { readonly limit: number },
  ): Promise<readonly ChecklistSaying[]>;
  doneIn(query: {
    readonly system: string;
    readonly kind: ChecklistKind;
    readonly period: string;
  }): Promise<readonly ItemDone[]>;
}
