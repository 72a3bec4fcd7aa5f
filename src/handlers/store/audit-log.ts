import type { Environment } from '../../actions/plan.ts';
import type { Answer } from '../message.ts';

export interface AuditEntry {
  readonly atMs: number;
  /** `principalKey` of who. */
  readonly principal: string;
  /** `telegram:12345`, `os:root`; root acting as somebody is `os:root` with `assumed`. */
  readonly via: string;
  readonly assumed?: boolean;
  /** `command.opened`, `command.closed`, `command.denied`, `approval.asked`, `approval.approved`, `run.interrupted`, `frozen` … */
  readonly event: string;
  /** As typed, redacted. */
  readonly command?: string;
  readonly action?: string;
  readonly system?: string;
  readonly environment?: Environment;
  readonly runId?: number;
  readonly approvalId?: string;
  readonly planHash?: string;
  /** Of a closing entry: `ok` or a failure's code. */
  readonly outcome?: string;
  readonly reason?: string;
  /** The entry this one closes. */
  readonly opens?: number;
  /** Version of the configuration it was decided under. */
  readonly configuration: string;
}

export interface AuditRow extends AuditEntry {
  readonly seq: number;
  /** HMAC-SHA256 over the previous row's mac and this row's canonical JSON, hex. */
  readonly mac: string;
}

export interface AuditLog {
  /** Durable. Throws when it cannot be written: then nothing may happen. */
  append(entry: AuditEntry): Promise<number>;
  /** Durable, one commit with the delivery's answer. */
  close(entry: AuditEntry, delivery?: { readonly key: string; readonly answer: Answer }): Promise<number>;
  /** Newest first. */
  list(query: {
    readonly limit: number;
    readonly system?: string;
    readonly principal?: string;
    readonly beforeSeq?: number;
  }): Promise<readonly AuditRow[]>;
  verify(): Promise<AuditVerdict>;
}

export interface AuditVerdict {
  readonly rows: number;
  /** Faults found, in order; empty is well. */
  readonly faults: readonly {
    readonly seq: number;
    readonly fault: 'changed' | 'missing' | 'out-of-order' | 'cut' | 'head-missing' | 'foreign-trigger';
  }[];
  /** Rows after the last anchor: intact by themselves, but nobody outside vouches for them. */
  readonly unprovenFrom?: number;
}
